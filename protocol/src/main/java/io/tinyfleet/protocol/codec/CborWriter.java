package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.tinyfleet.protocol.Coded;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Writes one message: a definite-length CBOR map whose small integer keys the caller gives in ascending order. */
final class CborWriter {
    private static final CBORFactory FACTORY = new CBORFactory();

    private final CBORGenerator cbor;

    private CborWriter(CBORGenerator cbor) {
        this.cbor = cbor;
    }

    /** The entries of a map. */
    interface Entries {
        void writeTo(CborWriter writer) throws IOException;
    }

    /**
     * A message of {@code size} entries besides the version, which comes first.
     *
     * @throws IllegalArgumentException when it is larger than any receiver accepts
     */
    static byte[] message(int size, Entries entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject(null, size + 1);
            CborWriter writer = new CborWriter(generator);
            writer.integer(Wire.VERSION_KEY, Wire.VERSION);
            entries.writeTo(writer);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail: this is a bug", e);
        }
        if (bytes.size() > Wire.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a message of " + bytes.size() + " bytes, but none has more than " + Wire.MOST_BYTES);
        }
        return bytes.toByteArray();
    }

    CborWriter integer(int key, long value) throws IOException {
        cbor.writeFieldId(key);
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
        cbor.writeFieldId(key);
        cbor.writeNumber(value);
        return this;
    }

    CborWriter text(int key, String value) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeString(value);
        return this;
    }

    CborWriter bytes(int key, byte[] value) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeBinary(value);
        return this;
    }

    CborWriter plan(PlanHash hash) throws IOException {
        return bytes(Wire.PLAN_KEY, hash.toBytes());
    }

    CborWriter texts(int key, List<String> values) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeStartArray(null, values.size());
        for (String value : values) {
            cbor.writeString(value);
        }
        cbor.writeEndArray();
        return this;
    }

    CborWriter integers(int key, List<Integer> values) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeStartArray(null, values.size());
        for (int value : values) {
            cbor.writeNumber(value);
        }
        cbor.writeEndArray();
        return this;
    }

    CborWriter classes(int key, ClassSet classes) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeStartArray(null, classes.size());
        for (int position = 0; position < classes.size(); position++) {
            cbor.writeNumber(classes.at(position));
        }
        cbor.writeEndArray();
        return this;
    }

    /** A typed array (RFC 8746). */
    CborWriter typedArray(int key, int tag, byte[] values) throws IOException {
        cbor.writeFieldId(key);
        cbor.writeTag(tag);
        cbor.writeBinary(values);
        return this;
    }
}
