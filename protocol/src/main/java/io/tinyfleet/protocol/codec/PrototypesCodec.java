package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.io.IOException;
import java.util.Arrays;

/**
 * What updates and what rounds gave share: under key 2 the classes, under 3 one typed array of K_i·s values, under 5 the
 * classes' exponents, if the encoding has them.
 */
final class PrototypesCodec {
    static final int CLASSES = 2;
    static final int VALUES = 3;
    static final int EXPONENTS = 5;

    private PrototypesCodec() {}

    /** The prototypes as a receiver will see them: rounded as the encoding rounds. */
    static SparsePrototypes rounded(SparsePrototypes prototypes, Encoding encoding) {
        byte[] exponents = encoding.hasExponents() ? PrototypeValues.exponents(prototypes) : new byte[0];
        return new SparsePrototypes(
                prototypes.classes(),
                prototypes.kept(),
                PrototypeValues.read(
                        PrototypeValues.write(prototypes, encoding), exponents, prototypes.kept(), encoding));
    }

    static void writeValues(CborWriter out, SparsePrototypes prototypes, Plan plan) throws IOException {
        out.classes(CLASSES, prototypes.classes())
                .typedArray(VALUES, plan.encoding().tag(), PrototypeValues.write(prototypes, plan.encoding()));
    }

    static void writeExponents(CborWriter out, SparsePrototypes prototypes, Plan plan) throws IOException {
        if (plan.encoding().hasExponents()) {
            out.typedArray(EXPONENTS, plan.encoding().tag(), PrototypeValues.exponents(prototypes));
        }
    }

    /** Classes and values, the exponents being still to come. */
    static final class Values {
        private final ClassSet classes;
        private final byte[] bytes;

        private Values(ClassSet classes, byte[] bytes) {
            this.classes = classes;
            this.bytes = bytes;
        }

        static Values read(CborReader in, Plan plan) throws IOException, DecodeException {
            ClassSet classes = readClasses(in, CLASSES, plan);
            if (plan.method().exchange() != Method.Exchange.PROTOTYPES && !classes.isEmpty()) {
                throw CborReader.malformed(plan.method().label() + " exchanges no prototypes, but there are some");
            }
            byte[] bytes = in.typedArray(VALUES, plan.encoding().tag());
            int expected = classes.size() * plan.kept() * plan.encoding().bytesPerValue();
            if (bytes.length != expected) {
                throw new DecodeException(
                        Rejection.WRONG_SHAPE,
                        bytes.length + " bytes of values, but " + classes.size() + " classes of " + plan.kept()
                                + " dimensions have " + expected);
            }
            return new Values(classes, bytes);
        }

        SparsePrototypes withExponents(CborReader in, Plan plan) throws IOException, DecodeException {
            Encoding encoding = plan.encoding();
            byte[] exponents = encoding.hasExponents() ? in.typedArray(EXPONENTS, encoding.tag()) : new byte[0];
            if (encoding.hasExponents() && exponents.length != classes.size()) {
                throw new DecodeException(
                        Rejection.WRONG_SHAPE, exponents.length + " exponents for " + classes.size() + " classes");
            }
            float[] values = PrototypeValues.read(bytes, exponents, plan.kept(), encoding);
            requireFinite(values);
            SparsePrototypes prototypes = new SparsePrototypes(classes, plan.kept(), values);
            if (encoding.hasExponents()) {
                requireSmallest(exponents, prototypes);
            }
            return prototypes;
        }
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

    /** There is one way to write a class's values; -128 · 2^e is -64 · 2^(e+1). */
    private static void requireSmallest(byte[] exponents, SparsePrototypes prototypes) throws DecodeException {
        byte[] smallest = PrototypeValues.exponents(prototypes);
        int different = Arrays.mismatch(exponents, smallest);
        if (different >= 0) {
            throw CborReader.malformed("the exponent of class "
                    + prototypes.classes().at(different) + " is " + exponents[different]
                    + ", but the smallest with which its values are from -127 to 127 is " + smallest[different]);
        }
    }

    static void requireFinite(float[] values) throws DecodeException {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DecodeException(Rejection.NOT_FINITE, "value " + i + " is " + values[i]);
            }
        }
    }
}
