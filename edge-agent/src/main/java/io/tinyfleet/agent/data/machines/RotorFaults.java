package io.tinyfleet.agent.data.machines;

import static io.tinyfleet.agent.data.machines.Axis.AXIAL;
import static io.tinyfleet.agent.data.machines.Axis.HORIZONTAL;
import static io.tinyfleet.agent.data.machines.Axis.VERTICAL;

import io.tinyfleet.agent.data.SplitMix;

/**
 * Faults that follow the shaft: tones at whole, and some at half, multiples (orders) of its frequency.
 *
 * <p>Which order stands for which fault: R. B. Randall, <i>Vibration-based Condition Monitoring</i>, 2nd edition,
 * Wiley 2021, chapter 2.
 */
final class RotorFaults {
    private RotorFaults() {}

    /** Radial at 1×, a quarter turn apart on the two radial axes; the force grows with the square of the speed. */
    static void imbalance(Vibration vibration, double severity, SplitMix random) {
        double speed = vibration.shaftHz() / 35;
        double amplitude = 0.9 * severity * speed * speed;
        double phase = random.uniform();
        vibration.addOrder(HORIZONTAL, 1, amplitude, phase);
        vibration.addOrder(VERTICAL, 1, 0.8 * amplitude, phase - 0.25);
    }

    /** Mostly at 2×, some at 1× and 3×, and strongly along the shaft. */
    static void misalignment(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        for (Axis axis : Axis.values()) {
            double share = axis == AXIAL ? 0.9 : 0.6;
            vibration.addOrder(axis, 1, 0.4 * share * severity, phase);
            vibration.addOrder(axis, 2, share * severity, 2 * phase + random.between(-0.1, 0.1));
            vibration.addOrder(axis, 3, 0.3 * share * severity, 3 * phase + random.between(-0.1, 0.1));
        }
    }

    /** Mostly vertical: a half order and its multiples, because the foot lands on every second turn only. */
    static void looseness(Vibration vibration, double severity, SplitMix random) {
        for (int halves = 1; halves <= 12; halves++) {
            boolean whole = halves % 2 == 0;
            double amplitude = (whole ? 0.45 : 0.32) * severity * random.between(0.6, 1.2) / (1 + 0.12 * halves);
            double phase = random.uniform();
            vibration.addOrder(VERTICAL, halves / 2.0, amplitude, phase);
            vibration.addOrder(HORIZONTAL, halves / 2.0, 0.4 * amplitude, phase);
        }
    }

    /**
     * The rotor's orbit is cut off where it touches, which makes many whole orders; touching scrapes, so there is
     * noise during that part of each turn.
     */
    static void rub(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        double[] turns = vibration.turns();
        for (int i = 0; i < turns.length; i++) {
            double orbit = StrictMath.sin(2 * StrictMath.PI * (turns[i] + phase));
            boolean touches = orbit > 0.55;
            double scraping = touches ? 0.9 * severity * random.normal() : 0;
            double cutOff = touches ? 0.55 : orbit;
            vibration.add(HORIZONTAL, i, 0.6 * severity * cutOff + scraping);
            vibration.add(VERTICAL, i, 0.4 * severity * cutOff + 0.6 * scraping);
        }
    }
}
