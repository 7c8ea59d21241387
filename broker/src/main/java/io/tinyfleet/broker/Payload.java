package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import java.nio.ByteBuffer;

/** The bytes of HiveMQ's buffers. */
final class Payload {
    private static final byte[] NOTHING = new byte[0];

    private Payload() {}

    static byte[] of(PublishPacket packet) {
        return packet.getPayload().map(Payload::bytes).orElse(NOTHING);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
