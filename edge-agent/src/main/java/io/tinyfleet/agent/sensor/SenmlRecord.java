package io.tinyfleet.agent.sensor;

/**
 * One resolved SenML record: it stands by itself, without base fields (RFC 8428 §4.6).
 *
 * @param name base name and name put together
 * @param unit empty if none was given
 * @param time seconds; from {@link #ABSOLUTE} on since 1970, below relative to now (§4.5.3)
 */
public record SenmlRecord(String name, String unit, double time, SenmlValue value) {
    /** 2^28: lesser times are relative to now. */
    public static final double ABSOLUTE = 1 << 28;

    /** A text of no time, as answers have it. */
    public static SenmlRecord text(String name, String value) {
        return new SenmlRecord(name, "", 0, new SenmlValue.Text(value));
    }

    /** A number of no time. */
    public static SenmlRecord number(String name, double value) {
        return new SenmlRecord(name, "", 0, new SenmlValue.Numeric(value));
    }

    boolean isAbsolute() {
        return time >= ABSOLUTE;
    }

    /** The part of the name behind the last {@code /} or {@code :}. */
    String localName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }
}
