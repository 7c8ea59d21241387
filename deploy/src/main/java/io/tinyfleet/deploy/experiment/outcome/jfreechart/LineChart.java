package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines over two axes.
 *
 * @param guide where a dashed line crosses the chart on the y axis, which then reaches up to it; {@code null} for none
 * @param numbers what the lines' colours stand for, if they were taken by {@link Look#ofNumber}: a colour scale from 0 is
 *     shown instead of names; {@code null} for names
 */
public record LineChart(
        String title,
        Axis x,
        Axis y,
        List<Line> lines,
        @Nullable Double guide,
        @Nullable String numbers) {}
