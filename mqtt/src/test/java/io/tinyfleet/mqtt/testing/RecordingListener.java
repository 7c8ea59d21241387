package io.tinyfleet.mqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Publication;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a link said, in order, for a test to take. */
public final class RecordingListener implements LinkListener {
    private static final int PATIENCE_S = 20;

    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Refused> refused = new LinkedBlockingQueue<>();

    public record Received(String topic, String text) {}

    public record Refused(String topic, int reasonCode) {}

    /** Waits for the next change of state and says whether it was "connected". */
    public boolean nextIsConnected() throws InterruptedException {
        return next(states).equals("connected");
    }

    /** Waits for the next change of state and says whether it was "disconnected". */
    public boolean nextIsDisconnected() throws InterruptedException {
        return next(states).equals("disconnected");
    }

    /** Waits for the next message; fails if none comes. */
    public Received nextReceived() throws InterruptedException {
        return next(received);
    }

    /** Waits for the next refusal; fails if none comes. */
    public Refused nextRefused() throws InterruptedException {
        return next(refused);
    }

    /** Whether everything it heard has been taken. */
    public boolean isDrained() {
        return states.isEmpty() && received.isEmpty() && refused.isEmpty();
    }

    @Override
    public void connected() {
        states.add("connected");
    }

    @Override
    public void disconnected(String reason) {
        states.add("disconnected");
    }

    @Override
    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        received.add(new Received(topic, new String(payload, UTF_8)));
        acknowledgement.give();
    }

    @Override
    public void refused(Publication publication, int reasonCode) {
        refused.add(new Refused(publication.topic(), reasonCode));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the link said nothing for " + PATIENCE_S + " s");
        }
        return next;
    }
}
