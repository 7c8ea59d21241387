package io.tinyfleet.deploy.experiment.outcome;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as tables show them; a dash where there is none. */
final class Numbers {
    static final String NONE = "–";

    private Numbers() {}

    /** A share in per cent: 78.19 ± 0.64. */
    static String percent(@Nullable Spread share) {
        return share == null ? NONE : percent(share.mean()) + " ± " + percent(share.deviation());
    }

    static String percent(@Nullable Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    /** A difference of shares in points: +0.77 ± 0.31. */
    static String points(Spread difference) {
        return String.format(Locale.ROOT, "%+.2f", 100 * difference.mean()) + " ± " + percent(difference.deviation());
    }

    static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f", bytes);
    }

    /** Of any magnitude, the deviation in the form of the mean: 0.917 ± 0.012, 1.79e-03 ± –. */
    static String any(@Nullable Spread value) {
        return value == null
                ? NONE
                : in(form(value.mean()), value.mean()) + " ± " + in(form(value.mean()), value.deviation());
    }

    static String any(@Nullable Double value) {
        return value == null ? NONE : in(form(value), value);
    }

    private static String form(double value) {
        double size = Math.abs(value);
        return size == 0 || (size >= 0.01 && size < 10_000) ? "%.3f" : "%.2e";
    }

    private static String in(String form, @Nullable Double value) {
        if (value == null) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        return String.format(Locale.ROOT, form, value);
    }

    /** How many times the whole goes into the part, as people say it: 1/31.2, or 4.0 times. */
    static String ratio(double part, double whole) {
        if (part == 0 || whole == 0) {
            return NONE;
        }
        return part <= whole
                ? String.format(Locale.ROOT, "1/%.1f", whole / part)
                : String.format(Locale.ROOT, "%.1f×", part / whole);
    }
}
