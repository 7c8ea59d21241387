package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with ticks at 1, 2 and 5 times the powers of ten; at the powers alone if it spans many, at even steps
 * if it spans less than one.
 */
final class LogTicks extends LogAxis {
    private static final long serialVersionUID = 1;
    private static final int[] ONE_TWO_FIVE = {1, 2, 5};
    private static final int MANY_DECADES = 4;
    private static final int FEW = 8;

    private final transient DoubleFunction<String> name;

    LogTicks(String label, DoubleFunction<String> name) {
        super(label);
        this.name = name;
        setSmallestValue(Double.MIN_NORMAL);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return values(getRange().getLowerBound(), getRange().getUpperBound())
                .mapToObj(value -> new NumberTick(value, name.apply(value), anchor, TextAnchor.CENTER, 0))
                .toList();
    }

    /** Where ticks stand from {@code low}, which is positive, to {@code high}. */
    static DoubleStream values(double low, double high) {
        double decades = Math.log10(high / low);
        if (decades < 1) {
            double step = roundStep((high - low) / FEW);
            return LongStream.rangeClosed((long) Math.ceil(low / step), (long) Math.floor(high / step))
                    .mapToDouble(multiple -> multiple * step);
        }
        int[] steps = decades > MANY_DECADES ? new int[] {1} : ONE_TWO_FIVE;
        return IntStream.rangeClosed((int) Math.floor(Math.log10(low)), (int) Math.ceil(Math.log10(high)))
                .mapToObj(decade -> IntStream.of(steps).mapToDouble(step -> step * Math.pow(10, decade)))
                .flatMapToDouble(ticks -> ticks)
                .filter(value -> value >= low && value <= high);
    }

    /** The first of 1, 2 and 5 times the powers of ten that is not below. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return IntStream.of(ONE_TWO_FIVE)
                .mapToDouble(step -> step * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }
}
