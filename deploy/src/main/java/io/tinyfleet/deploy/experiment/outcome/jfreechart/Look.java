package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * A line's colour and dashes. The colours are told apart by the colour-blind: Okabe and Ito's palette without its yellow,
 * which is lost on white (<a href="https://jfly.uni-koeln.de/color/">jfly.uni-koeln.de/color</a>).
 *
 * @param dash lengths of dash and gap in pixels; empty for a solid line
 */
public record Look(Color color, List<Float> dash) {
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000));
    private static final List<List<Float>> DASHES =
            List.of(List.of(), List.of(8f, 4f), List.of(2f, 3f), List.of(8f, 3f, 2f, 3f));
    private static final float WIDTH = 2;

    /** One of many names: 28 looks, then the first again. */
    public static Look ofName(int index) {
        return new Look(COLORS.get(index % COLORS.size()), DASHES.get(index / COLORS.size() % DASHES.size()));
    }

    /** One of a row of numbers, on the colour scale that a legend shows. */
    public static Look ofNumber(int index, int count) {
        return new Look(Viridis.color(count < 2 ? 0 : Viridis.DARK_ENOUGH * index / (count - 1.0)), List.of());
    }

    BasicStroke stroke() {
        if (dash.isEmpty()) {
            return new BasicStroke(WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dash.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dash.get(i);
        }
        return new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
    }
}
