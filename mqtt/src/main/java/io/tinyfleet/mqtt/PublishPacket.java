package io.tinyfleet.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The size of a whole MQTT 5 PUBLISH packet on the wire, in bytes (MQTT 5, 3.3).
 *
 * <pre>
 * fixed header     1 type and flags, 1–4 remaining length
 * variable header  2 + n topic, 2 packet id (QoS 1 and 2 only), 1–4 properties' length, properties
 * payload          the rest
 * </pre>
 */
public final class PublishPacket {
    /** The content type of every publication that has a payload (MQTT 5, 3.3.2.3.9). */
    public static final String CONTENT_TYPE = "cbor";

    private static final int STRING_LENGTH_BYTES = 2;
    private static final int PACKET_ID_BYTES = 2;
    private static final int EXPIRY_BYTES = 1 + 4;
    private static final int CONTENT_TYPE_BYTES = 1 + STRING_LENGTH_BYTES + CONTENT_TYPE.length();

    private PublishPacket() {}

    /** The size of a publication as a link sends it: QoS 1, content type unless empty, message expiry if set. */
    public static int bytes(Publication publication) {
        int properties = publication.payload().length > 0 ? CONTENT_TYPE_BYTES : 0;
        if (publication.expiry() != null) {
            properties += EXPIRY_BYTES;
        }
        return bytes(
                publication.topic(),
                true,
                variableByteIntegerBytes(properties) + properties,
                publication.payload().length);
    }

    /**
     * The size of any PUBLISH packet.
     *
     * @param packetId whether it carries a packet id, that is, its QoS is not 0
     * @param propertiesBytes what the properties take, with their length in front
     */
    public static int bytes(String topic, boolean packetId, int propertiesBytes, int payloadBytes) {
        int remaining = STRING_LENGTH_BYTES
                + topic.getBytes(UTF_8).length
                + (packetId ? PACKET_ID_BYTES : 0)
                + propertiesBytes
                + payloadBytes;
        return 1 + variableByteIntegerBytes(remaining) + remaining;
    }

    /** MQTT 5, 1.5.5: seven bits a byte. */
    static int variableByteIntegerBytes(int value) {
        int bytes = 1;
        for (int rest = value >>> 7; rest > 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }
}
