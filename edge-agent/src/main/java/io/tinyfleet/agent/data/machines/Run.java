package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;

/**
 * How the shaft turns during one window.
 *
 * @param startTurns its angle at the first sample, turns
 * @param shaftHz its speed at the first sample, Hz
 * @param accelerationHzPerS change of that speed, Hz per second
 */
record Run(double startTurns, double shaftHz, double accelerationHzPerS) {
    /** Speeds scatter by 2 % around the machine's usual one and drift by up to 3 Hz per second. */
    static Run random(Machine machine, SplitMix random) {
        return new Run(random.uniform(), machine.shaftHz() * (1 + 0.02 * random.normal()), random.between(-3, 3));
    }

    /** The shaft's angle, turns, {@code seconds} after the first sample; before it when negative. */
    double turnsAt(double seconds) {
        return startTurns + shaftHz * seconds + accelerationHzPerS * seconds * seconds / 2;
    }
}
