package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells whose colour is their value.
 *
 * @param cells [rows][columns], first row on top; white where {@code null} or not finite
 * @param value what the colours stand for
 */
public record HeatMap(String title, String columns, String rows, List<List<@Nullable Float>> cells, String value) {}
