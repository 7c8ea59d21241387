package io.tinyfleet.agent.sensor;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What a pack measured: one value of every channel at each of its instants, oldest first, and perhaps what class of
 * the plan it all was. Records of one instant have the same time; their order in the pack is free. Immutable.
 *
 * <p>A label is a record called {@code label} with a string value, {@code {"n":"label","vs":"imbalance"}}. It stands
 * for the whole pack.
 */
public final class Series {
    static final String LABEL = "label";

    private final double[] times;
    private final float[][] values;
    private final boolean absolute;
    private final @Nullable String label;

    private Series(double[] times, float[][] values, boolean absolute, @Nullable String label) {
        this.times = times;
        this.values = values;
        this.absolute = absolute;
        this.label = label;
    }

    /**
     * Understands a pack.
     *
     * @param classNames what a label may be
     * @param now what relative times are relative to
     */
    public static Series of(List<SenmlRecord> records, Sampling sampling, List<String> classNames, Instant now)
            throws RefusedException {
        String label = null;
        Boolean absolute = null;
        TreeMap<Double, float[]> instants = new TreeMap<>();
        for (SenmlRecord record : records) {
            if (record.localName().equals(LABEL)) {
                label = label(record, label, classNames);
                continue;
            }
            if (absolute != null && absolute != record.isAbsolute()) {
                throw new RefusedException(
                        Refusal.MALFORMED, "some times are absolute and others relative to now (2^28 s divides them)");
            }
            absolute = record.isAbsolute();
            put(record, sampling, instants);
        }
        if (absolute == null) {
            throw new RefusedException(Refusal.WRONG_VALUES, "no values; this device takes " + sampling.names());
        }
        requireComplete(instants, sampling);
        double origin = absolute ? 0 : now.getEpochSecond() + now.getNano() * 1e-9;
        double[] times =
                instants.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        requireRate(times, sampling);
        return new Series(
                DoubleStream.of(times).map(time -> time + origin).toArray(),
                instants.values().toArray(float[][]::new),
                absolute,
                label);
    }

    private static String label(SenmlRecord record, @Nullable String before, List<String> classNames)
            throws RefusedException {
        if (!(record.value() instanceof SenmlValue.Text text)) {
            throw new RefusedException(Refusal.MALFORMED, "the record \"label\" needs a string value, vs");
        }
        if (!classNames.contains(text.value())) {
            throw new RefusedException(
                    Refusal.UNKNOWN_CLASS,
                    "label " + shown(text.value()) + " is no class of the fleet's plan, which has "
                            + String.join(", ", classNames));
        }
        if (before != null && !before.equals(text.value())) {
            throw new RefusedException(
                    Refusal.MALFORMED, "two labels, " + before + " and " + text.value() + "; a pack has one at most");
        }
        return text.value();
    }

    private static void put(SenmlRecord record, Sampling sampling, Map<Double, float[]> instants)
            throws RefusedException {
        String name = record.localName();
        int channel = sampling.indexOf(name);
        if (channel < 0) {
            throw new RefusedException(
                    Refusal.UNKNOWN_CHANNEL,
                    "no channel " + shown(name) + " here, this device takes " + sampling.names());
        }
        String unit = sampling.channels().get(channel).unit();
        if (!unit.isEmpty() && !record.unit().isEmpty() && !unit.equals(record.unit())) {
            throw new RefusedException(
                    Refusal.WRONG_UNIT, "channel " + name + " is in " + shown(record.unit()) + ", expected " + unit);
        }
        if (!(record.value() instanceof SenmlValue.Numeric number) || !Float.isFinite((float) number.value())) {
            throw new RefusedException(
                    Refusal.WRONG_VALUES, "channel " + name + " needs a number, v, of at most 3.4e38");
        }
        float[] row = instants.computeIfAbsent(record.time(), time -> missing(sampling));
        if (!Float.isNaN(row[channel])) {
            throw new RefusedException(
                    Refusal.WRONG_VALUES, "channel " + name + " has two values at time " + record.time());
        }
        row[channel] = (float) number.value();
    }

    private static float[] missing(Sampling sampling) {
        float[] row = new float[sampling.channels().size()];
        Arrays.fill(row, Float.NaN);
        return row;
    }

    private static void requireComplete(Map<Double, float[]> instants, Sampling sampling) throws RefusedException {
        for (Map.Entry<Double, float[]> instant : instants.entrySet()) {
            for (int channel = 0; channel < sampling.channels().size(); channel++) {
                if (Float.isNaN(instant.getValue()[channel])) {
                    throw new RefusedException(
                            Refusal.WRONG_VALUES,
                            "channel " + sampling.channels().get(channel).name() + " has no value at time "
                                    + instant.getKey() + "; every instant needs " + sampling.names());
                }
            }
        }
    }

    /** The mean step of the usual ones, those up to half as long or short as the median, so that a gap does not count. */
    private static void requireRate(double[] times, Sampling sampling) throws RefusedException {
        if (times.length < 3) {
            return;
        }
        double[] steps = new double[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double mean = DoubleStream.of(steps)
                .filter(step -> step >= median * 0.5 && step <= median * 1.5)
                .average()
                .orElse(median);
        if (Math.abs(mean * sampling.rateHz() - 1) > Sampling.TOLERANCE) {
            throw new RefusedException(
                    Refusal.WRONG_RATE,
                    String.format(
                            Locale.ROOT,
                            "measured at %.4g Hz, expected %.4g Hz within %.0f %%",
                            1 / mean,
                            sampling.rateHz(),
                            Sampling.TOLERANCE * 100));
        }
    }

    private static String shown(String text) {
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + '"';
    }

    int size() {
        return times.length;
    }

    /** Seconds since 1970. */
    double time(int instant) {
        return times[instant];
    }

    /** One value per channel; not to be changed. */
    float[] values(int instant) {
        return values[instant];
    }

    /** Whether the sensor knows the time; otherwise times are as exact as its messages are fast. */
    boolean isAbsolute() {
        return absolute;
    }

    @Nullable
    String label() {
        return label;
    }
}
