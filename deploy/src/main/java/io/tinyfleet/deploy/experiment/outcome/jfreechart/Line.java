package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.util.List;

/** A line of a chart, by ascending x. Points that are not finite, or not positive on a logarithmic axis, are left out. */
public record Line(String name, Look look, List<Point> points) {}
