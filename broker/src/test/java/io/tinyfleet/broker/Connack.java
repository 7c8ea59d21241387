package io.tinyfleet.broker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A broker's answer to a CONNECT, read from the bare socket.
 *
 * @param properties those with a number as value, by identifier (MQTT 5, 3.2.2.3); absent ones that mean something get
 *     what their absence means
 */
record Connack(int reasonCode, Map<Integer, Long> properties) {
    static final int SERVER_KEEP_ALIVE = 0x13;
    static final int RECEIVE_MAXIMUM = 0x21;
    static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    static final int MAXIMUM_QOS = 0x24;
    static final int MAXIMUM_PACKET_SIZE = 0x27;
    static final int SUBSCRIPTION_IDENTIFIERS_AVAILABLE = 0x29;
    static final int SHARED_SUBSCRIPTION_AVAILABLE = 0x2A;

    private static final byte[] CONNECT = HexFormat.of()
            .parseHex(
                    "100E" // CONNECT, remaining length
                            + "00044D51545405" // protocol name MQTT and version 5
                            + "02" // clean start
                            + "FFFF" // keep-alive 65,535 s
                            + "00" // no properties
                            + "000178"); // client id x

    static Connack of(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(CONNECT);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (in.readUnsignedByte() != 0x20) {
                throw new IOException("not a CONNACK");
            }
            byte[] rest = new byte[in.readUnsignedByte()];
            in.readFully(rest);
            // Session present flag, reason code, length of the properties: one byte each, as short as they are.
            return new Connack(rest[1] & 0xFF, properties(new ByteArrayInputStream(rest, 3, rest.length - 3)));
        }
    }

    private static Map<Integer, Long> properties(ByteArrayInputStream bytes) throws IOException {
        Map<Integer, Long> properties = new LinkedHashMap<>(Map.of(TOPIC_ALIAS_MAXIMUM, 0L));
        DataInputStream in = new DataInputStream(bytes);
        while (bytes.available() > 0) {
            int identifier = in.readUnsignedByte();
            switch (identifier) {
                case 0x11, MAXIMUM_PACKET_SIZE -> properties.put(identifier, (long) in.readInt());
                case SERVER_KEEP_ALIVE, RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM ->
                    properties.put(identifier, (long) in.readUnsignedShort());
                case MAXIMUM_QOS, 0x25, 0x28, SUBSCRIPTION_IDENTIFIERS_AVAILABLE, SHARED_SUBSCRIPTION_AVAILABLE ->
                    properties.put(identifier, (long) in.readUnsignedByte());
                default -> throw new IOException("property 0x" + Integer.toHexString(identifier) + " was not expected");
            }
        }
        return properties;
    }
}
