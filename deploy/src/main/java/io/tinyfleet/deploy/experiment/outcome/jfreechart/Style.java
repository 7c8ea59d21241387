package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts have in common. */
final class Style {
    static final Color INK = new Color(0x333333);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final double MARGIN = 12;
    /** So much that ticks do not crowd. */
    private static final RectangleInsets TICK_ROOM = new RectangleInsets(7, 5, 7, 5);

    private Style() {}

    static JFreeChart chart(String title, XYPlot plot, boolean withLegend) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        JFreeChart chart = new JFreeChart(title, TITLE, plot, withLegend);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setPaint(INK);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, 2 * MARGIN));
        chart.getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return chart;
    }

    static <A extends ValueAxis> A axis(A axis) {
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(SMALL);
        axis.setTickLabelPaint(INK);
        axis.setTickLabelInsets(TICK_ROOM);
        axis.setAxisLinePaint(INK);
        axis.setTickMarkPaint(INK);
        return axis;
    }

    static PaintScaleLegend colourBar(PaintScale scale, NumberAxis axis) {
        PaintScaleLegend bar = new PaintScaleLegend(scale, axis(axis));
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setMargin(new RectangleInsets(5 * MARGIN, MARGIN, 5 * MARGIN, 0));
        bar.setBackgroundPaint(Color.WHITE);
        bar.setStripWidth(MARGIN);
        return bar;
    }
}
