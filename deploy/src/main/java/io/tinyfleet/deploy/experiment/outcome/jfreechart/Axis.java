package io.tinyfleet.deploy.experiment.outcome.jfreechart;

/** An axis; the label names the unit. */
public record Axis(String label, Scale scale) {
    boolean isLogarithmic() {
        return scale == Scale.LOG || scale == Scale.LOG_BYTES;
    }
}
