package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Lines with bands. */
final class LineDrawing {
    private static final float BAND_OPACITY = 0.18f;
    private static final BasicStroke DASHED =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);

    private static final Ellipse2D DOT = new Ellipse2D.Double(-4, -4, 8, 8);

    private LineDrawing() {}

    static JFreeChart of(LineChart chart) {
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(BAND_OPACITY);
        renderer.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
        for (int i = 0; i < chart.lines().size(); i++) {
            Line line = chart.lines().get(i);
            data.addSeries(series(i, line, chart));
            renderer.setSeriesPaint(i, line.look().color());
            renderer.setSeriesFillPaint(i, line.look().color());
            // A line of one point would not be seen.
            renderer.setSeriesShapesVisible(i, data.getItemCount(i) == 1);
            renderer.setSeriesShape(i, DOT);
            renderer.setSeriesStroke(i, line.look().stroke());
        }
        renderer.setLegendItemLabelGenerator(
                (dataset, series) -> chart.lines().get(series).name());
        XYPlot plot = new XYPlot(data, Axes.of(chart.x()), Axes.of(chart.y()), renderer);
        plot.getDomainAxis().setLowerMargin(0.01);
        plot.getDomainAxis().setUpperMargin(0.01);
        if (chart.guide() != null) {
            drawGuide(plot, chart.guide());
        }
        JFreeChart drawing = framed(chart, plot);
        plot.setDomainGridlinesVisible(chart.x().isLogarithmic());
        return drawing;
    }

    private static JFreeChart framed(LineChart chart, XYPlot plot) {
        JFreeChart drawing = Style.chart(chart.title(), plot, chart.numbers() == null);
        if (chart.numbers() != null) {
            int last = Math.max(1, chart.lines().size() - 1);
            drawing.addSubtitle(
                    Style.colourBar(Colours.scale(0, last, Viridis.DARK_ENOUGH), Axes.count(chart.numbers())));
        } else {
            drawing.getLegend().setFrame(BlockBorder.NONE);
            drawing.getLegend().setItemFont(Style.SMALL);
            drawing.getLegend().setItemPaint(Style.INK);
            drawing.getLegend().setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        }
        return drawing;
    }

    private static YIntervalSeries series(int key, Line line, LineChart chart) {
        YIntervalSeries series = new YIntervalSeries(key);
        boolean logY = chart.y().isLogarithmic();
        for (Point point : line.points()) {
            if (point.canBeDrawn(chart.x().isLogarithmic(), logY)) {
                double half = Double.isFinite(point.deviation()) ? point.deviation() : 0;
                // On a logarithmic axis a band that reaches zero would have no end.
                double low = logY && half >= point.y() ? point.y() : point.y() - half;
                series.add(point.x(), point.y(), low, point.y() + half);
            }
        }
        return series;
    }

    private static void drawGuide(XYPlot plot, double value) {
        plot.addRangeMarker(new ValueMarker(value, Style.INK, DASHED));
        plot.getRangeAxis().setRange(Range.expandToInclude(plot.getRangeAxis().getRange(), value * 1.05));
    }
}
