package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what updates and global prototypes share: an array of classes, then one typed array of K_i·s values. */
final class PrototypesCodec {
    private PrototypesCodec() {}

    static SparsePrototypes read(CborReader in, int classesKey, int valuesKey, Plan plan)
            throws IOException, DecodeException {
        ClassSet classes = readClasses(in, classesKey, plan);
        byte[] bytes = in.typedArray(valuesKey, plan.encoding().tag());
        int expected = classes.size() * plan.kept() * plan.encoding().bytesPerValue();
        if (bytes.length != expected) {
            throw new DecodeException(
                    Rejection.WRONG_SHAPE,
                    bytes.length + " bytes of values, but " + classes.size() + " classes of " + plan.kept()
                            + " dimensions have " + expected);
        }
        return new SparsePrototypes(classes, plan.kept(), finite(bytes, plan.encoding()));
    }

    /** Class indices of the plan, strictly ascending. */
    static ClassSet readClasses(CborReader in, int key, Plan plan) throws IOException, DecodeException {
        int[] indices = in.integers(key, plan.classes(), Integer.MAX_VALUE).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        ClassSet classes = ClassSet.of(indices);
        if (!classes.isWithin(plan.classes())) {
            throw new DecodeException(
                    Rejection.WRONG_SHAPE, "classes " + classes + ", but the plan has " + plan.classes());
        }
        return classes;
    }

    private static float[] finite(byte[] bytes, Encoding encoding) throws DecodeException {
        float[] values = new float[bytes.length / encoding.bytesPerValue()];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DecodeException(Rejection.NOT_FINITE, "value " + i + " is " + values[i]);
            }
        }
        return values;
    }
}
