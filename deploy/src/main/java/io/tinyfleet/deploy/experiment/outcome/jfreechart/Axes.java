package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;

/** Makes the library's axes. */
final class Axes {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Axes() {}

    static ValueAxis of(Axis axis) {
        return Style.axis(
                switch (axis.scale()) {
                    case LINEAR -> linear(axis.label());
                    case LINEAR_FROM_ZERO -> fromZero(axis.label());
                    case COUNT -> count(axis.label());
                    case LOG -> new LogTicks(axis.label(), Axes::plain);
                    case LOG_BYTES -> new LogTicks(axis.label(), Axes::bytes);
                });
    }

    static NumberAxis linear(String label) {
        NumberAxis numbers = new NumberAxis(label);
        numbers.setAutoRangeIncludesZero(false);
        numbers.setNumberFormatOverride(new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return numbers;
    }

    private static NumberAxis fromZero(String label) {
        NumberAxis numbers = linear(label);
        numbers.setAutoRangeIncludesZero(true);
        return numbers;
    }

    static NumberAxis count(String label) {
        NumberAxis numbers = linear(label);
        numbers.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return numbers;
    }

    static String plain(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros();
        boolean small = value >= 1e-4 && value < 1e6;
        return small ? rounded.toPlainString() : String.format(Locale.ROOT, "%.1e", value);
    }

    static String bytes(double value) {
        int unit = 0;
        double left = value;
        while (left >= 1000 && unit < BYTE_UNITS.length - 1) {
            left /= 1000;
            unit++;
        }
        return plain(left) + " " + BYTE_UNITS[unit];
    }
}
