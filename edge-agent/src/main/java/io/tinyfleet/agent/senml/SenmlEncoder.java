package io.tinyfleet.agent.senml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.tinyfleet.agent.sensor.SenmlField;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SenmlValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/** Writes a SenML pack of resolved records (RFC 8428 §4.6): what is empty or 0 by default is left out. */
public final class SenmlEncoder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CBORFactory CBOR = new CBORFactory();

    private final SenmlFormat format;
    private final JsonGenerator generator;

    private SenmlEncoder(SenmlFormat format, JsonGenerator generator) {
        this.format = format;
        this.generator = generator;
    }

    public static byte[] encode(SenmlFormat format, List<SenmlRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = (format == SenmlFormat.JSON ? JSON : CBOR).createGenerator(bytes)) {
            generator.writeStartArray(records, records.size());
            SenmlEncoder encoder = new SenmlEncoder(format, generator);
            for (SenmlRecord senml : records) {
                encoder.write(senml);
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(SenmlRecord senml) throws IOException {
        int fields = 2 + (senml.unit().isEmpty() ? 0 : 1) + (senml.time() == 0 ? 0 : 1);
        generator.writeStartObject(senml, fields);
        label(SenmlField.NAME);
        generator.writeString(senml.name());
        if (!senml.unit().isEmpty()) {
            label(SenmlField.UNIT);
            generator.writeString(senml.unit());
        }
        value(senml.value());
        if (senml.time() != 0) {
            label(SenmlField.TIME);
            generator.writeNumber(senml.time());
        }
        generator.writeEndObject();
    }

    private void value(SenmlValue value) throws IOException {
        if (value instanceof SenmlValue.Numeric numeric) {
            label(SenmlField.VALUE);
            generator.writeNumber(numeric.value());
        } else if (value instanceof SenmlValue.Text text) {
            label(SenmlField.STRING_VALUE);
            generator.writeString(text.value());
        } else if (value instanceof SenmlValue.Flag flag) {
            label(SenmlField.BOOLEAN_VALUE);
            generator.writeBoolean(flag.value());
        } else if (value instanceof SenmlValue.SumOnly only) {
            label(SenmlField.SUM);
            generator.writeNumber(only.sum());
        } else if (value instanceof SenmlValue.Data data) {
            label(SenmlField.DATA_VALUE);
            if (format == SenmlFormat.JSON) {
                generator.writeString(data.base64url());
            } else {
                generator.writeBinary(Base64.getUrlDecoder().decode(data.base64url()));
            }
        }
    }

    private void label(SenmlField field) throws IOException {
        if (generator instanceof CBORGenerator cbor) {
            cbor.writeFieldId(field.number());
        } else {
            generator.writeFieldName(field.label());
        }
    }
}
