package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.Color;

/**
 * The colour scale viridis: even steps of lightness, for the colour-blind and in print too. Nine of its colours (Nathaniel
 * Smith and Stéfan van der Walt, CC0) and straight lines between them.
 */
final class Viridis {
    /** Up to here lines are seen on white. */
    static final double DARK_ENOUGH = 0.9;

    private static final int[] COLORS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };

    private Viridis() {}

    /** Of a share from 0 (dark violet) to 1 (yellow). */
    static Color color(double share) {
        double place = share * (COLORS.length - 1);
        int below = Math.min((int) place, COLORS.length - 2);
        Color low = new Color(COLORS[below]);
        Color high = new Color(COLORS[below + 1]);
        double t = place - below;
        return new Color(
                mixed(low.getRed(), high.getRed(), t),
                mixed(low.getGreen(), high.getGreen(), t),
                mixed(low.getBlue(), high.getBlue(), t));
    }

    private static int mixed(int low, int high, double t) {
        return (int) Math.round(low + t * (high - low));
    }
}
