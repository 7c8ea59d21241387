package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;

/** {@link Update} on the wire. */
public final class UpdateCodec {
    private static final int CLASSES = 2;
    private static final int VALUES = 3;

    private UpdateCodec() {}

    public static byte[] encode(Update update, Plan plan) {
        return CborWriter.message(
                3, out -> out.plan(update.plan()).prototypes(CLASSES, VALUES, update.prototypes(), plan.encoding()));
    }

    /** Reads an update made under the plan in force, and checks every norm against the plan's limit. */
    public static Update decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        Update update = CborReader.message(
                payload,
                in -> new Update(in.plan(inForce.hash()), PrototypesCodec.read(in, CLASSES, VALUES, inForce.plan())));
        requireWithinBounds(update.prototypes(), inForce.plan().normLimit());
        return update;
    }

    private static void requireWithinBounds(SparsePrototypes prototypes, double limit) throws DecodeException {
        for (int position = 0; position < prototypes.classes().size(); position++) {
            if (prototypes.norm(position) > limit) {
                throw new DecodeException(
                        Rejection.OUT_OF_BOUNDS,
                        "the prototype of class " + prototypes.classes().at(position) + " has norm "
                                + (float) prototypes.norm(position) + ", at most " + limit + " is accepted");
            }
        }
    }
}
