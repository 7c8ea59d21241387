package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.SharedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** {@link SharedModel} within a message: under key 7 its values, binary32, under 8 the samples behind it. */
final class SharedModelCodec {
    private static final int VALUES = 7;
    private static final int SAMPLES = 8;

    private SharedModelCodec() {}

    static void write(CborWriter out, @Nullable SharedModel model) throws IOException {
        if (model == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(model.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(model.toArray());
        out.typedArray(VALUES, Encoding.F32.tag(), bytes.array()).integer(SAMPLES, model.samples());
    }

    /** {@code null} where the plan's method shares no models. */
    static @Nullable SharedModel read(CborReader in, Plan plan) throws IOException, DecodeException {
        if (plan.method().exchange() != Method.Exchange.MODEL) {
            return null;
        }
        byte[] bytes = in.typedArray(VALUES, Encoding.F32.tag());
        if (bytes.length % Float.BYTES != 0) {
            throw CborReader.malformed(bytes.length + " bytes are no whole number of binary32 values");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        PrototypesCodec.requireFinite(values);
        return new SharedModel(in.integer(SAMPLES, Long.MAX_VALUE), values);
    }
}
