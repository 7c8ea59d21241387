package io.tinyfleet.deploy.experiment.outcome.jfreechart;

/**
 * A point of a line.
 *
 * @param deviation half the height of the band around it; 0 for none
 */
public record Point(double x, double y, double deviation) {
    boolean canBeDrawn(boolean logX, boolean logY) {
        return Double.isFinite(x) && Double.isFinite(y) && (!logX || x > 0) && (!logY || y > 0);
    }
}
