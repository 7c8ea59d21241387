package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.Color;
import org.jfree.chart.renderer.LookupPaintScale;

/** The library's form of a colour scale. */
final class Colours {
    private static final int STEPS = 255;

    private Colours() {}

    /**
     * From {@code low} to {@code high}.
     *
     * @param end how much of viridis is used, 0 to 1
     */
    static LookupPaintScale scale(double low, double high, double end) {
        LookupPaintScale scale = new LookupPaintScale(low, high, Color.WHITE);
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            scale.add(low + share * (high - low), Viridis.color(share * end));
        }
        return scale;
    }
}
