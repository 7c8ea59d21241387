package io.tinyfleet.agent.senml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.tinyfleet.agent.sensor.Refusal;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SenmlField;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SenmlResolver;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one SenML pack (RFC 8428 §5, §6) and nothing behind it. Unknown fields are skipped, but not those whose label
 * ends in {@code _}: they must be understood (§4.4). Thread-safe.
 */
public final class SenmlDecoder {
    private static final int MOST_RECORDS = 8_192;
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxStringLength(1_024)
            .maxNameLength(64)
            .maxNumberLength(64)
            .build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private static final CBORFactory CBOR =
            CBORFactory.builder().streamReadConstraints(LIMITS).build();

    private final SenmlFormat format;
    private final JsonParser parser;
    private int records;

    private SenmlDecoder(SenmlFormat format, JsonParser parser) {
        this.format = format;
        this.parser = parser;
    }

    /** The pack's records, resolved. */
    public static List<SenmlRecord> decode(SenmlFormat format, byte[] body) throws RefusedException {
        try (JsonParser parser = (format == SenmlFormat.JSON ? JSON : CBOR).createParser(body)) {
            return new SenmlDecoder(format, parser).pack();
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            // What Jackson says of the place would quote the body; its first line says what is wrong.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new RefusedException(
                    Refusal.MALFORMED,
                    "not SenML in " + format + ": " + (reason.length() > 160 ? reason.substring(0, 160) : reason));
        }
    }

    private List<SenmlRecord> pack() throws IOException, RefusedException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw malformed("a pack is an array of records");
        }
        SenmlResolver resolver = new SenmlResolver();
        JsonToken token;
        while ((token = parser.nextToken()) == JsonToken.START_OBJECT) {
            records++;
            if (records > MOST_RECORDS) {
                throw new RefusedException(
                        Refusal.TOO_LARGE, "more than " + MOST_RECORDS + " records: send the stream in shorter packs");
            }
            resolver.add(fields());
        }
        if (token != JsonToken.END_ARRAY) {
            throw malformed("a record is an object");
        }
        if (records == 0) {
            throw malformed("a pack has one record or more");
        }
        if (parser.nextToken() != null) {
            throw malformed("something follows the pack");
        }
        return resolver.records();
    }

    private Map<SenmlField, Object> fields() throws IOException, RefusedException {
        Map<SenmlField, Object> fields = new EnumMap<>(SenmlField.class);
        JsonToken token;
        while ((token = parser.nextToken()) == JsonToken.FIELD_NAME) {
            String label = parser.currentName();
            Optional<SenmlField> field = field(label);
            JsonToken value = parser.nextToken();
            if (field.isEmpty()) {
                parser.skipChildren();
            } else if (fields.put(field.get(), value(field.get(), value)) != null) {
                throw malformed("record " + records + " has " + field.get().label() + " twice");
            }
        }
        if (token != JsonToken.END_OBJECT) {
            throw malformed("record " + records + " ends too early");
        }
        return fields;
    }

    /** Jackson gives CBOR's integer labels as their decimal digits. */
    private Optional<SenmlField> field(String label) throws RefusedException {
        if (label.endsWith("_")) {
            throw malformed("field \"" + label + "\" of record " + records + " must be understood, but is not");
        }
        Optional<SenmlField> labelled = SenmlField.labelled(label);
        if (format == SenmlFormat.JSON) {
            return labelled;
        }
        if (labelled.isPresent()) {
            throw malformed("field \"" + label + "\" of record " + records + " is labelled "
                    + labelled.get().number() + " in CBOR");
        }
        return label.matches("-?[0-9]{1,3}") ? SenmlField.numbered(Integer.parseInt(label)) : Optional.empty();
    }

    private Object value(SenmlField field, @Nullable JsonToken token) throws IOException, RefusedException {
        if (token != null) {
            switch (field.kind()) {
                case NUMBER -> {
                    if (token.isNumeric()) {
                        double number = parser.getDoubleValue();
                        if (Double.isFinite(number)) {
                            return number;
                        }
                    }
                }
                case TEXT -> {
                    if (token == JsonToken.VALUE_STRING) {
                        return parser.getText();
                    }
                }
                case FLAG -> {
                    if (token.isBoolean()) {
                        return parser.getBooleanValue();
                    }
                }
                case DATA -> {
                    if (format == SenmlFormat.JSON && token == JsonToken.VALUE_STRING) {
                        Base64.getUrlDecoder().decode(parser.getText());
                        return parser.getText();
                    }
                    if (token == JsonToken.VALUE_EMBEDDED_OBJECT
                            && parser.getEmbeddedObject() instanceof byte[] bytes) {
                        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                    }
                }
            }
        }
        throw malformed("field " + field.label() + " of record " + records + " must be "
                + switch (field.kind()) {
                    case NUMBER -> "a finite number";
                    case TEXT -> "a text";
                    case FLAG -> "true or false";
                    case DATA -> format == SenmlFormat.JSON ? "base64url in a string" : "a byte string";
                });
    }

    private static RefusedException malformed(String what) {
        return new RefusedException(Refusal.MALFORMED, "not a SenML pack: " + what);
    }
}
