package io.tinyfleet.agent.sensor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a SenML record, with their labels in JSON and CBOR (RFC 8428 §4.3, §6, table 4). */
public enum SenmlField {
    BASE_VERSION("bver", -1, Kind.NUMBER),
    BASE_NAME("bn", -2, Kind.TEXT),
    BASE_TIME("bt", -3, Kind.NUMBER),
    BASE_UNIT("bu", -4, Kind.TEXT),
    BASE_VALUE("bv", -5, Kind.NUMBER),
    BASE_SUM("bs", -6, Kind.NUMBER),
    NAME("n", 0, Kind.TEXT),
    UNIT("u", 1, Kind.TEXT),
    VALUE("v", 2, Kind.NUMBER),
    STRING_VALUE("vs", 3, Kind.TEXT),
    BOOLEAN_VALUE("vb", 4, Kind.FLAG),
    SUM("s", 5, Kind.NUMBER),
    TIME("t", 6, Kind.NUMBER),
    UPDATE_TIME("ut", 7, Kind.NUMBER),
    DATA_VALUE("vd", 8, Kind.DATA);

    /** What a field holds: {@code Double}, {@code String}, {@code Boolean}, or bytes as base64url text. */
    public enum Kind {
        NUMBER,
        TEXT,
        FLAG,
        DATA
    }

    private static final Map<String, SenmlField> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SenmlField::label, Function.identity()));
    private static final Map<Integer, SenmlField> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SenmlField::number, Function.identity()));

    private final String label;
    private final int number;
    private final Kind kind;

    SenmlField(String label, int number, Kind kind) {
        this.label = label;
        this.number = number;
        this.kind = kind;
    }

    /** The label in JSON. */
    public String label() {
        return label;
    }

    /** The label in CBOR. */
    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    public static Optional<SenmlField> labelled(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    public static Optional<SenmlField> numbered(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
