package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;

/**
 * Faults of a rolling bearing: blows at the rate at which balls meet the damaged spot, each making the housing ring.
 *
 * <p>The model is that of P. D. McFadden, J. D. Smith, <i>Model for the vibration produced by a single point defect in
 * a rolling element bearing</i>, Journal of Sound and Vibration 96 (1984), with the slip that Randall and Antoni add.
 */
final class BearingFaults {
    /** How far a ball's slip moves a blow, share of the time between two. */
    private static final double SLIP = 0.015;

    private static final double BLOW_G = 1.9;

    private BearingFaults() {}

    /** The spot turns with the shaft through the loaded zone: BPFI, modulated once per turn. */
    static void innerRace(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        vibration.addBlows(
                bearing(vibration).innerRaceOrder(), SLIP, turns -> loaded(BLOW_G * severity, turns + phase), random);
    }

    /** The spot stays in the loaded zone: BPFO, even blows. */
    static void outerRace(Vibration vibration, double severity, SplitMix random) {
        vibration.addBlows(bearing(vibration).outerRaceOrder(), SLIP, turns -> BLOW_G * severity, random);
    }

    /** The spot meets both races in each of the ball's turns: 2·BSF, modulated once per turn of the cage. */
    static void ball(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        double cage = bearing(vibration).cageOrder();
        vibration.addBlows(
                2 * bearing(vibration).ballSpinOrder(),
                SLIP,
                turns -> loaded(BLOW_G * severity, cage * turns + phase),
                random);
    }

    private static double loaded(double strength, double turns) {
        return strength * (0.55 + 0.45 * StrictMath.cos(2 * StrictMath.PI * turns));
    }

    private static Bearing bearing(Vibration vibration) {
        return vibration.machine().bearing();
    }
}
