package io.tinyfleet.agent.data.machines;

/**
 * A ball bearing whose outer race stands still, and how often its parts meet a fault, in events per shaft turn;
 * times the shaft's frequency in Hz that is events per second.
 *
 * <p>Formulas: R. B. Randall, J. Antoni, <i>Rolling element bearing diagnostics – a tutorial</i>, Mechanical Systems
 * and Signal Processing 25 (2011), equations 1 to 4, for a contact angle of 0. Real balls slip by 1 or 2 %.
 *
 * @param balls their number n
 * @param ballMm diameter d of a ball, mm
 * @param pitchMm diameter D of the circle of their centres, mm
 */
record Bearing(int balls, double ballMm, double pitchMm) {
    /** SKF 6205, the drive-end bearing of the Case Western Reserve University bearing data. */
    static final Bearing SKF_6205 = new Bearing(9, 7.94, 39.04);

    /** SKF 6203, the fan-end bearing of the same data. */
    static final Bearing SKF_6203 = new Bearing(8, 6.75, 28.50);

    Bearing {
        if (balls < 3 || !(ballMm > 0) || !(pitchMm > ballMm)) {
            throw new IllegalArgumentException(
                    "a bearing needs 3 balls or more, smaller than its pitch circle, but has " + balls + " of " + ballMm
                            + " mm on " + pitchMm + " mm");
        }
    }

    /** Balls over one spot of the outer race, BPFO: {@code n/2 · (1 − d/D)}. */
    double outerRaceOrder() {
        return balls / 2.0 * (1 - ratio());
    }

    /** Balls over one spot of the inner race, BPFI: {@code n/2 · (1 + d/D)}. */
    double innerRaceOrder() {
        return balls / 2.0 * (1 + ratio());
    }

    /** Turns of a ball around itself, BSF: {@code D/2d · (1 − (d/D)²)}. A spot on it meets a race twice per turn. */
    double ballSpinOrder() {
        return pitchMm / (2 * ballMm) * (1 - ratio() * ratio());
    }

    /** Turns of the cage, FTF: {@code 1/2 · (1 − d/D)}. */
    double cageOrder() {
        return (1 - ratio()) / 2;
    }

    private double ratio() {
        return ballMm / pitchMm;
    }
}
