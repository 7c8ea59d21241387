package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/** Cells in colours. */
final class HeatDrawing {
    private HeatDrawing() {}

    static JFreeChart of(HeatMap map) {
        List<double[]> cells = cells(map);
        LookupPaintScale scale = scale(cells);
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(scale);
        int width = map.cells().stream().mapToInt(List::size).max().orElse(1);
        NumberAxis columns = Style.axis(Axes.count(map.columns()));
        columns.setRange(-0.5, width - 0.5);
        NumberAxis rows = Style.axis(Axes.count(map.rows()));
        rows.setRange(-0.5, Math.max(1, map.cells().size()) - 0.5);
        rows.setInverted(true);
        XYPlot plot = new XYPlot(data(cells), columns, rows, renderer);
        JFreeChart drawing = Style.chart(map.title(), plot, false);
        plot.setRangeGridlinesVisible(false);
        plot.setOutlineVisible(true);
        plot.setOutlinePaint(Style.INK);
        // Smoothed edges would leave seams between neighbours.
        drawing.setAntiAlias(false);
        drawing.setTextAntiAlias(true);
        drawing.addSubtitle(Style.colourBar(scale, Axes.linear(map.value())));
        return drawing;
    }

    /** Column, row and value of each cell that has a value. */
    private static List<double[]> cells(HeatMap map) {
        List<double[]> cells = new ArrayList<>();
        for (int row = 0; row < map.cells().size(); row++) {
            for (int column = 0; column < map.cells().get(row).size(); column++) {
                Float value = map.cells().get(row).get(column);
                if (value != null && Float.isFinite(value)) {
                    cells.add(new double[] {column, row, value});
                }
            }
        }
        return cells;
    }

    private static DefaultXYZDataset data(List<double[]> cells) {
        double[][] columns = new double[3][cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            for (int part = 0; part < columns.length; part++) {
                columns[part][i] = cells.get(i)[part];
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("cells", columns);
        return data;
    }

    private static LookupPaintScale scale(List<double[]> cells) {
        double low = cells.stream().mapToDouble(cell -> cell[2]).min().orElse(0);
        double high = cells.stream().mapToDouble(cell -> cell[2]).max().orElse(1);
        return Colours.scale(low, high > low ? high : low + 1, 1);
    }
}
