package io.tinyfleet.agent.sensor;

/** What one SenML record says. */
public sealed interface SenmlValue {
    /** {@code v}, finite. */
    record Numeric(double value) implements SenmlValue {}

    /** {@code vs}. */
    record Text(String value) implements SenmlValue {}

    /** {@code vb}. */
    record Flag(boolean value) implements SenmlValue {}

    /** {@code vd}, in base64url without padding. */
    record Data(String base64url) implements SenmlValue {}

    /** Only {@code s}, the integral over time: there is no value. */
    record SumOnly(double sum) implements SenmlValue {}
}
