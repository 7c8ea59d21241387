package io.tinyfleet.mqtt.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a broker, writes down every MQTT packet that passes, and cuts connections. */
public final class TcpProxy implements AutoCloseable {
    private static final int PUBLISH = 3;

    private final ServerSocket server;
    private final int brokerPort;
    private final Queue<byte[]> fromClient = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> fromBroker = new ConcurrentLinkedQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger hungUp = new AtomicInteger();
    private volatile boolean hangingUp;
    private volatile boolean swallowing;

    private TcpProxy(int brokerPort) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.brokerPort = brokerPort;
        background(this::accept);
    }

    public static TcpProxy to(int brokerPort) {
        try {
            return new TcpProxy(brokerPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Every PUBLISH packet, whole, that came from the client so far. */
    public List<byte[]> publishedByClient() {
        return publishes(fromClient);
    }

    /** Every PUBLISH packet, whole, that came from the broker so far. */
    public List<byte[]> publishedByBroker() {
        return publishes(fromBroker);
    }

    /** Resets all connections, as a router does that lost its memory. New ones are let through. */
    public void cut() {
        List<Socket> open = List.copyOf(sockets);
        open.forEach(TcpProxy::reset);
        sockets.removeAll(open);
    }

    /** Whether new connections are accepted and closed at once. */
    public void hangUp(boolean atOnce) {
        hangingUp = atOnce;
    }

    /** How many connections were accepted and closed at once. */
    public int hungUp() {
        return hungUp.get();
    }

    /** Whether packets are dropped instead of passed on. */
    public void swallow(boolean everything) {
        swallowing = everything;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            if (hangingUp) {
                reset(client);
                hungUp.incrementAndGet();
                continue;
            }
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            sockets.add(client);
            sockets.add(broker);
            background(() -> pump(client, broker, fromClient));
            background(() -> pump(broker, client, fromBroker));
        }
    }

    private void pump(Socket from, Socket to, Queue<byte[]> record) throws IOException {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            while (true) {
                byte[] packet = packet(in);
                record.add(packet);
                if (!swallowing) {
                    out.write(packet);
                }
            }
        }
    }

    /** One whole packet: type and flags, remaining length (MQTT 5, 1.5.5), the rest. */
    private static byte[] packet(DataInputStream in) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(5);
        header.put(in.readByte());
        int remaining = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            byte next = in.readByte();
            header.put(next);
            remaining |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        byte[] packet = new byte[header.position() + remaining];
        header.flip().get(packet, 0, header.limit());
        in.readFully(packet, header.limit(), remaining);
        return packet;
    }

    private static List<byte[]> publishes(Queue<byte[]> packets) {
        return packets.stream()
                .filter(packet -> (packet[0] & 0xFF) >>> 4 == PUBLISH)
                .toList();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was gone already.
        }
    }

    private static void background(Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (EOFException e) {
                        // One side closed.
                    } catch (IOException e) {
                        // One side was cut.
                    }
                },
                "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Loop {
        void run() throws IOException;
    }
}
