package io.tinyfleet.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.Tls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Bytes over TLS, for saying what no library would. */
final class RawClient implements AutoCloseable {
    private static final int CONNACK = 0x20;
    private static final int PATIENCE_MS = 15_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    private RawClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection with a device's certificate, on which nothing has been said. */
    static RawClient open(GuardedBroker broker, String who) throws Exception {
        return of(broker.tls(who), broker.port());
    }

    static RawClient of(Tls tls, int port) throws IOException {
        return new RawClient((SSLSocket) tls.sockets().createSocket("localhost", port));
    }

    /** A CONNECT with clean start, keep-alive of a minute and no will. */
    static byte[] connectPacket(String clientId) {
        return packet(0x10, body("0004", "MQTT", "05", "02", "003C", "00"), string(clientId));
    }

    /** Comes in; fails if it may not. */
    RawClient connect(String clientId) throws IOException {
        send(connectPacket(clientId));
        assertThat(nextConnack()).isZero();
        return this;
    }

    /** Comes in with a retained last will at QoS 1. */
    void connect(String clientId, String willTopic, String will) throws IOException {
        send(packet(
                0x10,
                body("0004", "MQTT", "05", "2E", "003C", "00"),
                string(clientId),
                new byte[] {0},
                string(willTopic),
                string(will)));
        assertThat(nextConnack()).isZero();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String hex) throws IOException {
        send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The reason code of a CONNACK, which has to be next. */
    int nextConnack() throws IOException {
        assertThat(in.readUnsignedByte()).as("packet type").isEqualTo(CONNACK);
        byte[] rest = new byte[in.readUnsignedByte()];
        in.readFully(rest);
        return rest[1] & 0xFF;
    }

    /** Waits until the broker hangs up, whatever it says before; fails if it does not. */
    void awaitEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // A DISCONNECT or CONNACK with the reason.
            }
        } catch (EOFException | SocketException | SSLException e) {
            assertThat(e).as("the broker hung up without a goodbye").isNotNull();
        }
    }

    /** Vanishes without a DISCONNECT. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] body(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : parts) {
            bytes.writeBytes(
                    part.equals("MQTT") ? part.getBytes(UTF_8) : HexFormat.of().parseHex(part));
        }
        return bytes.toByteArray();
    }

    private static byte[] string(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(utf8.length >> 8);
        bytes.write(utf8.length);
        bytes.writeBytes(utf8);
        return bytes.toByteArray();
    }

    /** Of at most 127 bytes behind its length. */
    private static byte[] packet(int type, byte[]... parts) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            rest.writeBytes(part);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(type);
            out.write(rest.size());
            rest.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
