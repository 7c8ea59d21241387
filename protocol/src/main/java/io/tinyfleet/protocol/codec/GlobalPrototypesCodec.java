package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.io.IOException;
import java.util.List;

/** {@link GlobalPrototypes} on the wire. */
public final class GlobalPrototypesCodec {
    private static final int CONTRIBUTORS = 4;
    private static final int MU = 6;

    private GlobalPrototypesCodec() {}

    public static byte[] encode(GlobalPrototypes global, Plan plan) {
        return CborWriter.message(Wire.mostBytes(plan), out -> {
            out.plan(global.plan());
            PrototypesCodec.writeValues(out, global.prototypes(), plan);
            out.integers(CONTRIBUTORS, global.contributors());
            PrototypesCodec.writeExponents(out, global.prototypes(), plan);
            out.optionalNumber(MU, global.mu());
            SharedModelCodec.write(out, global.model());
        });
    }

    public static GlobalPrototypes decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        return CborReader.message(payload, Wire.mostBytes(inForce.plan()), in -> read(in, inForce));
    }

    private static GlobalPrototypes read(CborReader in, PlanInForce inForce) throws IOException, DecodeException {
        Plan plan = inForce.plan();
        var hash = in.plan(inForce.hash());
        PrototypesCodec.Values values = PrototypesCodec.Values.read(in, plan);
        List<Integer> contributors = in.integers(CONTRIBUTORS, plan.classes(), Integer.MAX_VALUE);
        SparsePrototypes prototypes = values.withExponents(in, plan);
        Double mu = plan.objective().mu() instanceof Mu.Auto ? in.optionalNumber(MU) : null;
        return new GlobalPrototypes(hash, prototypes, contributors, mu, SharedModelCodec.read(in, plan));
    }
}
