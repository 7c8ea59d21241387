package io.tinyfleet.mqtt.testing;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A link to nowhere: the test is the broker. Remembers what was published, in order. */
public final class FakeLink implements MqttLink {
    private static final int PATIENCE_S = 10;

    private final CompletableFuture<LinkListener> listener = new CompletableFuture<>();
    private final BlockingQueue<Publication> published = new LinkedBlockingQueue<>();
    private volatile boolean connected;
    private volatile boolean closed;

    /** A link that is connected although nobody opened it. */
    public static FakeLink connectedAlready() {
        FakeLink link = new FakeLink();
        link.connected = true;
        return link;
    }

    @Override
    public void open(LinkListener listener) {
        this.listener.complete(listener);
    }

    @Override
    public boolean publish(Publication publication) {
        return connected && !closed && published.add(publication);
    }

    @Override
    public void close() {
        closed = true;
    }

    public void connect() {
        connected = true;
        listener.join().connected();
    }

    public void disconnect() {
        connected = false;
        listener.join().disconnected("the test says so");
    }

    public void deliver(String topic, byte[] payload) {
        deliver(topic, payload, Acknowledgement.NONE);
    }

    public void deliver(String topic, byte[] payload, Acknowledgement acknowledgement) {
        listener.join().received(topic, payload, acknowledgement);
    }

    /** The oldest publication not asked for yet, waiting for it. */
    public Publication next() throws InterruptedException {
        Publication next = published.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was published within " + PATIENCE_S + " s");
        }
        return next;
    }

    public boolean saidAll() {
        return published.isEmpty();
    }

    public boolean isClosed() {
        return closed;
    }
}
