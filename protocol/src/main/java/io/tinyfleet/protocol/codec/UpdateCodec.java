package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;

/** {@link Update} on the wire. */
public final class UpdateCodec {
    private static final int LARGEST_TAU = 6;

    private UpdateCodec() {}

    public static byte[] encode(Update update, Plan plan) {
        Double tau = update.largestTau();
        SharedModel model = update.model();
        int size = 3
                + PrototypesCodec.exponentEntries(plan)
                + (tau == null ? 0 : 1)
                + (model == null ? 0 : SharedModelCodec.ENTRIES);
        return CborWriter.message(size, out -> {
            out.plan(update.plan());
            PrototypesCodec.writeValues(out, update.prototypes(), plan);
            PrototypesCodec.writeExponents(out, update.prototypes(), plan);
            if (tau != null) {
                out.number(LARGEST_TAU, tau);
            }
            if (model != null) {
                SharedModelCodec.write(out, model);
            }
        });
    }

    /** Prototypes as the receiver of an update will see them: rounded as the plan's encoding rounds. */
    public static SparsePrototypes rounded(SparsePrototypes prototypes, Plan plan) {
        return PrototypesCodec.rounded(prototypes, plan.encoding());
    }

    /** Reads an update made under the plan in force, and checks every norm against the plan's limit. */
    public static Update decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        Plan plan = inForce.plan();
        Update update = CborReader.message(payload, in -> read(in, inForce));
        requireClassesAsPlanned(update.prototypes(), plan);
        requireWithinBounds(update.prototypes(), plan.normLimit());
        return update;
    }

    private static Update read(CborReader in, PlanInForce inForce) throws IOException, DecodeException {
        Plan plan = inForce.plan();
        var hash = in.plan(inForce.hash());
        SparsePrototypes prototypes = PrototypesCodec.Values.read(in, plan).withExponents(in, plan);
        return new Update(hash, prototypes, in.optionalNumber(LARGEST_TAU), SharedModelCodec.read(in, plan));
    }

    private static void requireClassesAsPlanned(SparsePrototypes prototypes, Plan plan) throws DecodeException {
        boolean exchanged = plan.method().exchange() == Method.Exchange.PROTOTYPES;
        if (!exchanged && !prototypes.classes().isEmpty()) {
            throw CborReader.malformed(plan.method().label() + " exchanges no prototypes, but there are some");
        }
        if (exchanged && plan.skipping() == null && prototypes.classes().isEmpty()) {
            throw CborReader.malformed("an update has at least one class");
        }
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
