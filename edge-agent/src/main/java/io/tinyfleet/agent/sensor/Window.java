package io.tinyfleet.agent.sensor;

import org.jspecify.annotations.Nullable;

/** One full window of one sensor, as measured: values {@code [channels, length]}, not standardised. Immutable. */
public final class Window {
    private final SensorId sensor;
    private final double start;
    private final float[] values;
    private final @Nullable String label;

    /**
     * Takes over the array: the caller must not touch it again.
     *
     * @param start seconds since 1970
     * @param values {@code [channels, length]}, oldest first
     * @param label the class that all of it belongs to, or {@code null}
     */
    public Window(SensorId sensor, double start, float[] values, @Nullable String label) {
        this.sensor = sensor;
        this.start = start;
        this.values = values;
        this.label = label;
    }

    public SensorId sensor() {
        return sensor;
    }

    /** Seconds since 1970. */
    public double start() {
        return start;
    }

    /** A copy. */
    public float[] values() {
        return values.clone();
    }

    public @Nullable String label() {
        return label;
    }
}
