package io.tinyfleet.agent.sensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what one sensor measures into windows, across packs. A gap, or time going back, begins the window anew: none
 * spans what was not measured.
 *
 * <p>An instant follows another if it comes 0.5 to 1.5 periods later. Between two packs with times relative to now the
 * network's delay is in the way; there, half the newer pack's duration early or late will do, so that a pack that was
 * lost is still noticed.
 *
 * <p>A window has a label if all of it came in packs of that label. Not thread-safe.
 */
public final class Windower {
    private final SensorId sensor;
    private final Sampling sampling;
    private final Deque<Row> rows = new ArrayDeque<>();

    /** One instant of a series. */
    private record Row(Series series, int instant) {
        double time() {
            return series.time(instant);
        }

        float[] values() {
            return series.values(instant);
        }

        @Nullable
        String label() {
            return series.label();
        }
    }

    public Windower(SensorId sensor, Sampling sampling) {
        this.sensor = sensor;
        this.sampling = sampling;
    }

    /**
     * What came of a pack.
     *
     * @param windows full now, oldest first
     * @param missing instants that the next window still needs
     * @param restarted whether a window that had begun was given up
     */
    public record Progress(List<Window> windows, int missing, boolean restarted) {
        public Progress {
            windows = List.copyOf(windows);
        }
    }

    public Progress take(Series series) {
        List<Window> windows = new ArrayList<>();
        boolean restarted = false;
        for (int instant = 0; instant < series.size(); instant++) {
            Row last = rows.peekLast();
            if (last != null && !follows(last.time(), series, instant)) {
                rows.clear();
                restarted = true;
            }
            rows.add(new Row(series, instant));
            if (rows.size() == sampling.length()) {
                windows.add(window());
                for (int i = 0; i < sampling.step(); i++) {
                    rows.remove();
                }
            }
        }
        return new Progress(windows, sampling.length() - rows.size(), restarted);
    }

    private boolean follows(double last, Series series, int instant) {
        double periods = (series.time(instant) - last) * sampling.rateHz();
        double slack = instant == 0 && !series.isAbsolute() ? Math.max(0.5, series.size() / 2.0) : 0.5;
        return Math.abs(periods - 1) < slack;
    }

    private Window window() {
        float[] values = new float[sampling.shape().values()];
        Row first = rows.element();
        boolean sameLabel = true;
        int instant = 0;
        for (Row row : rows) {
            for (int channel = 0; channel < row.values().length; channel++) {
                values[channel * sampling.length() + instant] = row.values()[channel];
            }
            sameLabel &= Objects.equals(row.label(), first.label());
            instant++;
        }
        return new Window(sensor, first.time(), values, sameLabel ? first.label() : null);
    }
}
