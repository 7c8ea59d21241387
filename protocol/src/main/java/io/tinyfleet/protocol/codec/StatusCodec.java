package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.PlanInForce;

/**
 * {@link DeviceStatus} on the wire: online carries the plan's hash, agent, model and classes; offline, the last will,
 * nothing but the version, because it must be known before the plan is.
 */
public final class StatusCodec {
    private static final int AGENT = 2;
    private static final int MODEL = 3;
    private static final int CLASSES = 4;

    private StatusCodec() {}

    public static byte[] encode(DeviceStatus status) {
        if (status instanceof Online online) {
            return CborWriter.message(out -> out.plan(online.plan())
                    .text(AGENT, online.agent())
                    .text(MODEL, online.model())
                    .classes(CLASSES, online.classesHeld()));
        }
        return CborWriter.message(out -> {});
    }

    public static DeviceStatus decode(byte[] payload, PlanInForce inForce) throws DecodeException {
        return CborReader.message(
                payload,
                in -> in.has(Wire.PLAN_KEY)
                        ? new Online(
                                in.plan(inForce.hash()),
                                in.text(AGENT, Online.LONGEST_TEXT),
                                in.text(MODEL, Online.LONGEST_TEXT),
                                PrototypesCodec.readClasses(in, CLASSES, inForce.plan()))
                        : new Offline());
    }
}
