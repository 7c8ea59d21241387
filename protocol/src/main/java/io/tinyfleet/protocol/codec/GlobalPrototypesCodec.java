package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;

/** {@link GlobalPrototypes} on the wire. */
public final class GlobalPrototypesCodec {
    private static final int CLASSES = 2;
    private static final int VALUES = 3;
    private static final int CONTRIBUTORS = 4;

    private GlobalPrototypesCodec() {}

    public static byte[] encode(GlobalPrototypes global, Plan plan) {
        return CborWriter.message(4, out -> out.plan(global.plan())
                .prototypes(CLASSES, VALUES, global.prototypes(), plan.encoding())
                .integers(CONTRIBUTORS, global.contributors()));
    }

    public static GlobalPrototypes decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        Plan plan = inForce.plan();
        return CborReader.message(
                payload,
                in -> new GlobalPrototypes(
                        in.plan(inForce.hash()),
                        PrototypesCodec.read(in, CLASSES, VALUES, plan),
                        in.integers(CONTRIBUTORS, plan.classes(), Integer.MAX_VALUE)));
    }
}
