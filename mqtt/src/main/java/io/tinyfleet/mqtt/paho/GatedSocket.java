package io.tinyfleet.mqtt.paho;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A socket that gives nothing to read before the first byte was written.
 *
 * <p>MQTT's server is silent until CONNECT arrives, so nothing is lost; but Paho's connecting thread would spin for
 * ever if its receiver thread ended before it looked, which is what a peer does that accepts and hangs up at once.
 */
final class GatedSocket extends Socket {
    private static final long START_PATIENCE_MS = 2_000;

    private final CountDownLatch written = new CountDownLatch(1);

    /** Cuts the connection without a word, but not in the middle of Paho's start. From any thread. */
    void abort() throws InterruptedException, IOException {
        if (isConnected() && !written.await(START_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            written.countDown();
        }
        close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
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
        return new FilterOutputStream(super.getOutputStream()) {
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
