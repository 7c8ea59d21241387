package io.tinyfleet.mqtt.paho;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Hands Paho the one socket of one connection, so that the link can cut it at any time. */
final class GatedSocketFactory extends SocketFactory {
    private final GatedSocket socket;

    GatedSocketFactory(GatedSocket socket) {
        this.socket = socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        // Packets are small and written whole; waiting to merge them costs 40 ms for each full window.
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unexpected();
    }

    private static IOException unexpected() {
        return new IOException("only unconnected sockets are made here");
    }
}
