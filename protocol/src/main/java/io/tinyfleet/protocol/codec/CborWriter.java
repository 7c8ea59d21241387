package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.tinyfleet.protocol.Coded;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one message: a definite-length CBOR map whose small integer keys the caller gives in ascending order. */
final class CborWriter {
    private static final CBORFactory FACTORY = new CBORFactory();
    /** The head of an empty map (RFC 8949, 3.1); up to 23 entries are counted in its lower bits, more in the next byte. */
    private static final int MAP = 0xA0;

    private static final int MOST_IN_FIRST_BYTE = 23;
    private static final int ONE_BYTE_FOLLOWS = 24;
    private static final int MOST_ENTRIES = 255;

    private final CBORGenerator cbor;
    private int entries;

    private CborWriter(CBORGenerator cbor) {
        this.cbor = cbor;
    }

    /** The entries of a map. */
    interface Entries {
        void writeTo(CborWriter writer) throws IOException;
    }

    /** A message of the usual size. */
    static byte[] message(Entries entries) {
        return message(Wire.MOST_BYTES, entries);
    }

    /**
     * A message of these entries, behind the version, which comes first.
     *
     * @param mostBytes that any receiver accepts
     * @throws IllegalArgumentException when it is larger than any receiver accepts
     */
    static byte[] message(int mostBytes, Entries entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = FACTORY.createGenerator(bytes)) {
            CborWriter writer = new CborWriter(generator);
            generator.writeStartObject();
            writer.integer(Wire.VERSION_KEY, Wire.VERSION);
            entries.writeTo(writer);
            generator.writeEndObject();
            generator.flush();
            return definite(bytes.toByteArray(), writer.entries, mostBytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail: this is a bug", e);
        }
    }

    /** Jackson has begun and ended a map of indefinite length, since nobody had counted its entries. */
    private static byte[] definite(byte[] indefinite, int entries, int mostBytes) {
        if (entries > MOST_ENTRIES) {
            throw new IllegalStateException(entries + " entries in a message: this is a bug");
        }
        byte[] head = entries <= MOST_IN_FIRST_BYTE
                ? new byte[] {(byte) (MAP | entries)}
                : new byte[] {(byte) (MAP | ONE_BYTE_FOLLOWS), (byte) entries};
        byte[] message = Arrays.copyOf(head, head.length + indefinite.length - 2);
        System.arraycopy(indefinite, 1, message, head.length, indefinite.length - 2);
        if (message.length > mostBytes) {
            throw new IllegalArgumentException(
                    "a message of " + message.length + " bytes, but none has more than " + mostBytes);
        }
        return message;
    }

    private void key(int key) throws IOException {
        cbor.writeFieldId(key);
        entries++;
    }

    CborWriter integer(int key, long value) throws IOException {
        key(key);
        cbor.writeNumber(value);
        return this;
    }

    CborWriter code(int key, Coded value) throws IOException {
        return integer(key, value.code());
    }

    CborWriter round(int key, RoundNumber round) throws IOException {
        return integer(key, round.value());
    }

    CborWriter number(int key, double value) throws IOException {
        key(key);
        cbor.writeNumber(value);
        return this;
    }

    /** No entry for {@code null}. */
    CborWriter optionalNumber(int key, @Nullable Double value) throws IOException {
        return value == null ? this : number(key, value);
    }

    CborWriter text(int key, String value) throws IOException {
        key(key);
        cbor.writeString(value);
        return this;
    }

    CborWriter bytes(int key, byte[] value) throws IOException {
        key(key);
        cbor.writeBinary(value);
        return this;
    }

    CborWriter plan(PlanHash hash) throws IOException {
        return bytes(Wire.PLAN_KEY, hash.toBytes());
    }

    CborWriter texts(int key, List<String> values) throws IOException {
        key(key);
        cbor.writeStartArray(null, values.size());
        for (String value : values) {
            cbor.writeString(value);
        }
        cbor.writeEndArray();
        return this;
    }

    CborWriter integers(int key, List<Integer> values) throws IOException {
        key(key);
        cbor.writeStartArray(null, values.size());
        for (int value : values) {
            cbor.writeNumber(value);
        }
        cbor.writeEndArray();
        return this;
    }

    CborWriter classes(int key, ClassSet classes) throws IOException {
        key(key);
        cbor.writeStartArray(null, classes.size());
        for (int position = 0; position < classes.size(); position++) {
            cbor.writeNumber(classes.at(position));
        }
        cbor.writeEndArray();
        return this;
    }

    /** A typed array (RFC 8746). */
    CborWriter typedArray(int key, int tag, byte[] values) throws IOException {
        key(key);
        cbor.writeTag(tag);
        cbor.writeBinary(values);
        return this;
    }
}
