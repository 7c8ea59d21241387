package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;

/**
 * Acceleration along three axes during one window, the sum of what is added to it. Not thread-safe.
 *
 * <p>Sampled at 2,000 Hz, as cheap sensors on boards do: housing resonances of 500 to 850 Hz are still visible, those
 * above 1 kHz, which better sensors would use, are not.
 */
final class Vibration {
    static final int RATE_HZ = 2_000;

    /** Impulses up to this long before the first sample still ring when it is taken, samples. */
    private static final int BEFORE = 40;

    private final Machine machine;
    private final Run run;
    /** {@code [axes, samples]}, g. */
    private final double[][] accelerationG;
    /** The shaft's angle, turns: {@code [samples]}. */
    private final double[] turns;

    Vibration(Machine machine, Run run, int samples) {
        this.machine = machine;
        this.run = run;
        accelerationG = new double[Axis.values().length][samples];
        turns = new double[samples];
        for (int i = 0; i < samples; i++) {
            turns[i] = run.turnsAt((double) i / RATE_HZ);
        }
    }

    Machine machine() {
        return machine;
    }

    /** The shaft's speed when the window begins, Hz. */
    double shaftHz() {
        return run.shaftHz();
    }

    /** The shaft's angle at every sample, turns: a copy. */
    double[] turns() {
        return turns.clone();
    }

    /** Adds {@code amplitude · sin 2π(order · turns + phase)}: a tone locked to the shaft. */
    void addOrder(Axis axis, double order, double amplitudeG, double phaseTurns) {
        double phase = phaseTurns - order * machine.lagsTurns().get(axis.channel());
        for (int i = 0; i < turns.length; i++) {
            add(axis, i, amplitudeG * sine(order * turns[i] + phase));
        }
    }

    /** Adds a tone that does not follow the shaft. */
    void addTone(Axis axis, double hz, double amplitudeG, double phaseTurns) {
        for (int i = 0; i < turns.length; i++) {
            add(axis, i, amplitudeG * sine(hz * i / RATE_HZ + phaseTurns));
        }
    }

    /** Adds a value at one sample. */
    void add(Axis axis, int sample, double valueG) {
        accelerationG[axis.channel()][sample] += machine.gains().get(axis.channel()) * valueG;
    }

    /** How strong a blow is at an angle of the shaft. */
    @FunctionalInterface
    interface Strength {
        double at(double turns);
    }

    /**
     * Adds blows that make the housing ring, {@code order} times a turn. Each comes up to {@code jitter} of the time
     * between two early or late, and rings as {@code e^(−2πζft) · sin 2πft}.
     */
    void addBlows(double order, double jitter, Strength strength, SplitMix random) {
        double nextTurns = run.turnsAt((double) -BEFORE / RATE_HZ) + random.uniform() / order;
        for (int i = -BEFORE; i < turns.length; i++) {
            double now = run.turnsAt((double) i / RATE_HZ);
            while (nextTurns <= now) {
                double late = (now - nextTurns) / run.shaftHz() * RATE_HZ;
                addRinging(i - late, strength.at(nextTurns));
                nextTurns += (1 + random.between(-jitter, jitter)) / order;
            }
        }
    }

    /** Adds one blow that begins at {@code startSample}, which may lie between samples or before the first. */
    void addRinging(double startSample, double amplitudeG) {
        double decay = 2 * StrictMath.PI * machine.damping() * machine.resonanceHz() / RATE_HZ;
        int first = (int) StrictMath.ceil(startSample);
        for (int i = Math.max(0, first); i < turns.length && (i - startSample) * decay < 6; i++) {
            double age = i - startSample;
            double value = amplitudeG * StrictMath.exp(-decay * age) * sine(machine.resonanceHz() * age / RATE_HZ);
            add(Axis.HORIZONTAL, i, 0.7 * value);
            add(Axis.VERTICAL, i, value);
            add(Axis.AXIAL, i, 0.4 * value);
        }
    }

    /** Adds noise without memory to every axis; its level is the sensor's, whatever the gains. */
    void addNoise(double deviationG, SplitMix random) {
        for (double[] axis : accelerationG) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] += deviationG * random.normal();
            }
        }
    }

    /** Writes {@code [axes, samples]} from {@code offset} on. */
    void copyTo(float[] target, int offset) {
        for (int axis = 0; axis < accelerationG.length; axis++) {
            for (int i = 0; i < turns.length; i++) {
                target[offset + axis * turns.length + i] = (float) accelerationG[axis][i];
            }
        }
    }

    private static double sine(double turns) {
        return StrictMath.sin(2 * StrictMath.PI * turns);
    }
}
