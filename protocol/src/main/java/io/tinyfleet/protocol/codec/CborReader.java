package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.tinyfleet.protocol.Coded;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message: a CBOR map with small integer keys in ascending order and nothing else, before, inside or behind.
 * The caller asks for the keys in order; whatever differs is a {@link DecodeException}. {@link CborForm} has seen the
 * message before the parser does, because Jackson gives keys as text, so that "0" and 0 look alike, and takes lengths,
 * tags and indefinite forms that we do not. Not thread-safe.
 */
final class CborReader {
    private static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(Wire.MOST_BYTES)
                    .maxNumberLength(32)
                    .build())
            .build();
    private static final int NO_TAG = -1;

    private final CBORParser cbor;
    private @Nullable Integer nextKey;

    private CborReader(CBORParser cbor) {
        this.cbor = cbor;
    }

    /** Makes a value of a message's entries. */
    interface Entries<T> {
        T readFrom(CborReader reader) throws IOException, DecodeException;
    }

    /** Reads a whole message of the usual size. */
    static <T> T message(byte[] payload, Entries<T> entries) throws DecodeException {
        return message(payload, Wire.MOST_BYTES, entries);
    }

    /** Reads a whole message; {@code entries} sees what comes after the version. */
    static <T> T message(byte[] payload, int mostBytes, Entries<T> entries) throws DecodeException {
        if (payload.length > mostBytes) {
            throw new DecodeException(
                    Rejection.TOO_LARGE, payload.length + " bytes, at most " + mostBytes + " are accepted");
        }
        CborForm.require(payload);
        try (CBORParser parser = FACTORY.createParser(payload)) {
            CborReader reader = new CborReader(parser);
            reader.begin();
            T message = entries.readFrom(reader);
            reader.end();
            return message;
        } catch (IOException e) {
            throw malformed("not well-formed CBOR, or cut short at byte " + payload.length);
        } catch (IllegalArgumentException e) {
            // Values are validated by the messages themselves, which name the value and the limit.
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private void begin() throws IOException, DecodeException {
        if (cbor.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("not a CBOR map");
        }
        requireNoTag();
        advance();
        long version = integer(Wire.VERSION_KEY, Integer.MAX_VALUE);
        if (version != Wire.VERSION) {
            throw new DecodeException(
                    Rejection.UNSUPPORTED_VERSION, "protocol version " + version + ", this is version " + Wire.VERSION);
        }
    }

    private void end() throws IOException, DecodeException {
        if (nextKey != null) {
            throw malformed("key " + nextKey + " is not known here");
        }
        if (cbor.nextToken() != null) {
            throw malformed("more bytes behind the message");
        }
    }

    /** Moves to the next key or the end of the map. */
    private void advance() throws IOException, DecodeException {
        JsonToken token = cbor.nextToken();
        if (token == JsonToken.END_OBJECT) {
            nextKey = null;
            return;
        }
        if (token != JsonToken.FIELD_NAME) {
            throw malformed("not well-formed CBOR");
        }
        int key;
        try {
            key = Integer.parseInt(cbor.currentName());
        } catch (NumberFormatException e) {
            throw malformed("keys are small integers");
        }
        if (nextKey != null && key <= nextKey) {
            throw malformed("key " + key + " behind key " + nextKey + ": keys ascend and do not repeat");
        }
        nextKey = key;
    }

    boolean has(int key) {
        return nextKey != null && nextKey == key;
    }

    /** The next value, which must stand under {@code key}. */
    private JsonToken value(int key) throws IOException, DecodeException {
        if (!has(key)) {
            throw malformed(
                    nextKey == null ? "key " + key + " is missing" : "key " + key + " expected, found " + nextKey);
        }
        return cbor.nextToken();
    }

    long integer(int key, long most) throws IOException, DecodeException {
        requireToken(key, value(key), JsonToken.VALUE_NUMBER_INT, "an integer");
        long value = integerFromZero(key, most);
        advance();
        return value;
    }

    private long integerFromZero(int key, long most) throws IOException, DecodeException {
        requireNoTag();
        if (cbor.getNumberType() == CBORParser.NumberType.BIG_INTEGER
                || cbor.getLongValue() < 0
                || cbor.getLongValue() > most) {
            throw malformed("key " + key + ": " + cbor.getText() + " is not from 0 to " + most);
        }
        return cbor.getLongValue();
    }

    /** Any 64-bit integer. */
    long signed(int key) throws IOException, DecodeException {
        requireToken(key, value(key), JsonToken.VALUE_NUMBER_INT, "an integer");
        requireNoTag();
        if (cbor.getNumberType() == CBORParser.NumberType.BIG_INTEGER) {
            throw malformed("key " + key + ": more than 64 bits");
        }
        long value = cbor.getLongValue();
        advance();
        return value;
    }

    RoundNumber round(int key) throws IOException, DecodeException {
        return new RoundNumber((int) integer(key, Integer.MAX_VALUE));
    }

    <C extends Enum<C> & Coded> C code(int key, Class<C> type) throws IOException, DecodeException {
        long code = integer(key, Integer.MAX_VALUE);
        for (C constant : type.getEnumConstants()) {
            if (constant.code() == code) {
                return constant;
            }
        }
        throw malformed("key " + key + ": " + code + " stands for no " + type.getSimpleName());
    }

    /** A finite number in any CBOR form. */
    double number(int key) throws IOException, DecodeException {
        JsonToken token = value(key);
        requireNoTag();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw malformed("key " + key + ": not a number");
        }
        double value = cbor.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new DecodeException(Rejection.NOT_FINITE, "key " + key + " is " + value);
        }
        advance();
        return value;
    }

    /** A finite number, or {@code null} if the next key is another. */
    @Nullable
    Double optionalNumber(int key) throws IOException, DecodeException {
        return has(key) ? Double.valueOf(number(key)) : null;
    }

    String text(int key, int longest) throws IOException, DecodeException {
        String text = text(key, value(key), longest);
        advance();
        return text;
    }

    private String text(int key, @Nullable JsonToken token, int longest) throws IOException, DecodeException {
        requireToken(key, token, JsonToken.VALUE_STRING, "text");
        requireNoTag();
        String text = cbor.getText();
        // Messages count bytes of UTF-8, which are no fewer; this only keeps megabytes out of what follows.
        if (text.length() > longest) {
            throw malformed("key " + key + ": text of " + text.length() + " characters, at most " + longest);
        }
        return text;
    }

    List<String> texts(int key, int most, int longest) throws IOException, DecodeException {
        beginArray(key);
        List<String> texts = new ArrayList<>();
        for (JsonToken token = cbor.nextToken(); token != JsonToken.END_ARRAY; token = cbor.nextToken()) {
            if (texts.size() == most) {
                throw malformed("key " + key + ": more than " + most + " texts");
            }
            texts.add(text(key, token, longest));
        }
        advance();
        return texts;
    }

    List<Integer> integers(int key, int mostItems, int most) throws IOException, DecodeException {
        beginArray(key);
        List<Integer> integers = new ArrayList<>();
        for (JsonToken token = cbor.nextToken(); token != JsonToken.END_ARRAY; token = cbor.nextToken()) {
            requireToken(key, token, JsonToken.VALUE_NUMBER_INT, "an integer");
            if (integers.size() == mostItems) {
                throw malformed("key " + key + ": more than " + mostItems + " integers");
            }
            integers.add((int) integerFromZero(key, most));
        }
        advance();
        return integers;
    }

    private void beginArray(int key) throws IOException, DecodeException {
        requireToken(key, value(key), JsonToken.START_ARRAY, "an array");
        requireNoTag();
    }

    byte[] bytes(int key) throws IOException, DecodeException {
        requireToken(key, value(key), JsonToken.VALUE_EMBEDDED_OBJECT, "a byte string");
        requireNoTag();
        byte[] bytes = cbor.getBinaryValue();
        advance();
        return bytes;
    }

    /** The bytes of a typed array (RFC 8746). */
    byte[] typedArray(int key, int tag) throws IOException, DecodeException {
        requireToken(key, value(key), JsonToken.VALUE_EMBEDDED_OBJECT, "a typed array");
        if (cbor.getCurrentTag() != tag) {
            throw malformed("key " + key + ": a typed array has tag " + tag + " here");
        }
        byte[] bytes = cbor.getBinaryValue();
        advance();
        return bytes;
    }

    PlanHash plan() throws IOException, DecodeException {
        byte[] hash = bytes(Wire.PLAN_KEY);
        if (hash.length != PlanHash.BYTES) {
            throw malformed("a plan's hash has " + PlanHash.BYTES + " bytes, not " + hash.length);
        }
        return PlanHash.fromBytes(hash);
    }

    /** The plan's hash, which must be the one in force. */
    PlanHash plan(PlanHash inForce) throws IOException, DecodeException {
        PlanHash found = plan();
        if (!found.equals(inForce)) {
            throw new DecodeException(
                    Rejection.WRONG_PLAN, "made under plan " + found + ", plan " + inForce + " is in force");
        }
        return found;
    }

    private void requireNoTag() throws DecodeException {
        if (cbor.getCurrentTag() != NO_TAG) {
            throw malformed("tag " + cbor.getCurrentTag() + " has no place here");
        }
    }

    private static void requireToken(int key, @Nullable JsonToken found, JsonToken expected, String what)
            throws DecodeException {
        if (found != expected) {
            throw malformed("key " + key + ": not " + what);
        }
    }

    static DecodeException malformed(String detail) {
        return new DecodeException(Rejection.MALFORMED, detail);
    }
}
