package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Tls;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that gives nothing to read before the first byte was written.
 *
 * <p>MQTT's server is silent until CONNECT arrives, so nothing is lost; but Paho's connecting thread would spin for
 * ever if its receiver thread ended before it looked, which is what a peer does that accepts and hangs up at once.
 *
 * <p>With TLS the handshake is part of connecting, and the gate is for what it carries: Paho then sees a plain socket,
 * and a peer whose certificate or name is wrong never sees a byte of MQTT.
 */
final class GatedSocket extends Socket {
    private static final long START_PATIENCE_MS = 2_000;

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final CountDownLatch written = new CountDownLatch(1);
    private final @Nullable Tls tls;
    private final String host;
    private volatile @Nullable SSLSocket secured;

    /**
     * A socket, not connected yet.
     *
     * @param host the name that the peer's certificate must have
     */
    GatedSocket(String host, @Nullable Tls tls) {
        this.host = host;
        this.tls = tls;
    }

    @Override
    public void connect(SocketAddress peer, int timeoutMs) throws IOException {
        super.connect(peer, timeoutMs);
        if (tls != null) {
            // Layered over this very socket, whose streams are still the plain ones.
            SSLSocket layer = (SSLSocket) tls.sockets().createSocket(this, host, getPort(), true);
            SSLParameters parameters = layer.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            layer.setSSLParameters(parameters);
            setSoTimeout(timeoutMs);
            layer.startHandshake();
            setSoTimeout(0);
            secured = layer;
        }
    }

    /** Cuts the connection without a word, but not in the middle of Paho's start. From any thread. */
    void abort() throws InterruptedException, IOException {
        if (isConnected() && !written.await(START_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            written.countDown();
        }
        close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        SSLSocket layer = secured;
        if (tls != null && layer == null) {
            return super.getInputStream();
        }
        return new FilterInputStream(layer == null ? super.getInputStream() : layer.getInputStream()) {
            @Override
            public int read() throws IOException {
                awaitFirstWrite();
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                awaitFirstWrite();
                return super.read(into, offset, length);
            }

            @Override
            public int available() throws IOException {
                awaitFirstWrite();
                return super.available();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        SSLSocket layer = secured;
        if (tls != null && layer == null) {
            return super.getOutputStream();
        }
        return new FilterOutputStream(layer == null ? super.getOutputStream() : layer.getOutputStream()) {
            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                try {
                    out.write(from, offset, length);
                } finally {
                    written.countDown();
                }
            }

            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }
        };
    }

    private void awaitFirstWrite() throws IOException {
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the first write", e);
        }
    }
}
