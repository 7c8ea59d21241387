package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;

/** {@link Update} on the wire. */
public final class UpdateCodec {
    private static final int LARGEST_TAU = 6;

    private UpdateCodec() {}

    public static byte[] encode(Update update, Plan plan) {
        return CborWriter.message(Wire.mostBytes(plan), out -> {
            out.plan(update.plan());
            PrototypesCodec.writeValues(out, update.prototypes(), plan);
            PrototypesCodec.writeExponents(out, update.prototypes(), plan);
            out.optionalNumber(LARGEST_TAU, update.largestTau());
            SharedModelCodec.write(out, update.model());
        });
    }

    /** Prototypes as the receiver of an update will see them: rounded as the plan's encoding rounds. */
    public static SparsePrototypes rounded(SparsePrototypes prototypes, Plan plan) {
        return PrototypesCodec.rounded(prototypes, plan.encoding());
    }

    /** Reads an update made under the plan in force, and checks every norm against the plan's limit. */
    public static Update decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        Plan plan = inForce.plan();
        Update update = CborReader.message(payload, Wire.mostBytes(plan), in -> read(in, inForce));
        requireNotEmpty(update.prototypes(), plan);
        requireWithinBounds(update.prototypes(), plan.normLimit());
        return update;
    }

    private static Update read(CborReader in, PlanInForce inForce) throws IOException, DecodeException {
        Plan plan = inForce.plan();
        var hash = in.plan(inForce.hash());
        SparsePrototypes prototypes = PrototypesCodec.Values.read(in, plan).withExponents(in, plan);
        Double tau = plan.objective().mu() instanceof Mu.Auto ? in.optionalNumber(LARGEST_TAU) : null;
        return new Update(hash, prototypes, tau, SharedModelCodec.read(in, plan));
    }

    /** A device that holds no class sends nothing; one that skips them all still says that it took part. */
    private static void requireNotEmpty(SparsePrototypes prototypes, Plan plan) throws DecodeException {
        if (prototypes.classes().isEmpty()
                && plan.method().exchange() == Method.Exchange.PROTOTYPES
                && plan.skipping() == null) {
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
