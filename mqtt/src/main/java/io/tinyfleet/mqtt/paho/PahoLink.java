package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Backoff;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoCallbacks.End;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link on Eclipse Paho's MQTT 5 client.
 *
 * <p>Threads: the link's own one connects, subscribes, waits for the end and begins again; it calls
 * {@link LinkListener#connected} and {@link LinkListener#disconnected}. Paho's callback thread, one a connection, calls
 * {@link LinkListener#received} and {@link LinkListener#refused}: a listener that blocks there stops acknowledgements
 * and keep-alive, and {@link #publish} must not be called from there. Messages may arrive before {@code connected} is
 * called.
 *
 * <p>A publication handed over stays with the link until the broker acknowledges it, over reconnects, at most 100 at a
 * time and in memory only. If the broker answers one by ending the connection, the next connection sends the open
 * ones singly, so that the one to blame is found, reported as refused and not sent again.
 */
public final class PahoLink implements MqttLink {
    private static final Logger log = LoggerFactory.getLogger(PahoLink.class);

    /** DISCONNECT reasons that a PUBLISH of ours can bring about (MQTT 5, table 3-13). */
    private static final Set<Integer> PUBLISH_AT_FAULT = Set.of(0x81, 0x82, 0x87, 0x90, 0x95, 0x99, 0x9A, 0x9B);

    private static final Duration WINDOW_PATIENCE = Duration.ofSeconds(30);
    /** A connection that held this long was a success; one that is cut at once must not be retried at once. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final LinkSettings settings;
    private final Traffic traffic;
    private final Backoff backoff;
    private final InFlight inFlight = new InFlight();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private @Nullable Thread thread;
    private volatile @Nullable PahoConnection connection;
    /** Owned by the link's thread: whether open publications are sent singly. */
    private boolean suspicious;

    /** A link that reconnects with {@linkplain Backoff#ofDefaults the usual delays}. */
    public PahoLink(LinkSettings settings, Traffic traffic) {
        this(settings, traffic, Backoff.ofDefaults(RandomGenerator.getDefault()));
    }

    /**
     * A link, not yet opened.
     *
     * @param backoff handed over: used by the link's thread alone
     */
    public PahoLink(LinkSettings settings, Traffic traffic, Backoff backoff) {
        this.settings = settings;
        this.traffic = traffic;
        this.backoff = backoff;
    }

    @Override
    public void open(LinkListener listener) {
        synchronized (lifecycle) {
            if (thread != null || isClosing()) {
                throw new IllegalStateException("this is a bug: a link is opened once, and not after closing");
            }
            thread = new Thread(() -> run(listener), "mqtt-link-" + settings.clientId());
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public boolean publish(Publication publication) {
        if (PahoThreads.isCurrent()) {
            throw new IllegalStateException("this is a bug: publish was called on a callback thread of the link");
        }
        try {
            long id = inFlight.admit(publication, WINDOW_PATIENCE.toNanos());
            PahoConnection current = connection;
            if (id == InFlight.NONE) {
                return false;
            }
            if (current != null) {
                send(current, id, publication);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Thread running;
        synchronized (lifecycle) {
            running = thread;
        }
        try {
            PahoConnection current = connection;
            if (current != null) {
                current.stop();
            }
            if (running != null && running != Thread.currentThread() && !PahoThreads.isCurrent()) {
                running.join(CLOSE_PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(LinkListener listener) {
        try {
            while (!isClosing()) {
                long startNs = System.nanoTime();
                connectAndServe(listener);
                if (System.nanoTime() - startNs > STEADY.toNanos()) {
                    backoff.reset();
                }
                if (!isClosing()) {
                    Duration pause = backoff.next();
                    log.debug("{}: trying again in {} ms", settings.clientId(), pause.toMillis());
                    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.error("this is a bug: somebody interrupted the thread of link {}", settings.clientId(), e);
        }
    }

    private void connectAndServe(LinkListener listener) throws InterruptedException {
        List<Long> unacknowledged = inFlight.begin();
        try (PahoConnection current = new PahoConnection(settings, listener, traffic, inFlight)) {
            connection = current;
            if (isClosing()) {
                return;
            }
            try {
                current.establish();
                resend(current, unacknowledged);
                log.info("{}: connected to {}:{}", settings.clientId(), settings.host(), settings.port());
                PahoCallbacks.guarded(listener::connected);
                String reason = current.awaitEnd().reason();
                if (!isClosing()) {
                    log.info("{}: disconnected: {}", settings.clientId(), reason);
                    PahoCallbacks.guarded(() -> listener.disconnected(reason));
                }
            } catch (LinkFailure e) {
                report(e);
            }
            findCulprit(current.end(), listener);
            if (current.owesGoodbye()) {
                current.sayGoodbye();
            }
        } catch (LinkFailure e) {
            report(e);
        } finally {
            connection = null;
        }
    }

    private void resend(PahoConnection current, List<Long> unacknowledged) throws LinkFailure, InterruptedException {
        inFlight.limitTo(suspicious ? 1 : current.window());
        for (long id : unacknowledged) {
            Publication publication = inFlight.readmit(id, WINDOW_PATIENCE.toNanos());
            if (publication != null) {
                current.send(id, publication);
            } else if (inFlight.publication(id) != null) {
                throw new LinkFailure("lost, or not answering, while sending again what it had not acknowledged");
            }
        }
        if (suspicious && !inFlight.awaitAcknowledged(WINDOW_PATIENCE.toNanos())) {
            throw new LinkFailure("lost, or not answering, while sending publications singly");
        }
        suspicious = false;
        inFlight.limitTo(current.window());
        inFlight.open();
    }

    private void findCulprit(@Nullable End end, LinkListener listener) {
        if (end == null || !PUBLISH_AT_FAULT.contains(end.reasonCode())) {
            return;
        }
        long id = inFlight.onlyOutstanding();
        Publication culprit = inFlight.publication(id);
        if (culprit == null) {
            suspicious = true;
            return;
        }
        inFlight.release(id);
        PahoCallbacks.guarded(() -> listener.refused(culprit, end.reasonCode()));
    }

    private void send(PahoConnection current, long id, Publication publication) {
        try {
            current.send(id, publication);
        } catch (LinkFailure e) {
            log.debug("{}: {}; it goes out again after reconnecting", settings.clientId(), e.getMessage());
        } catch (RuntimeException e) {
            inFlight.release(id);
            throw e;
        }
    }

    private void report(LinkFailure failure) {
        if (!isClosing()) {
            log.info(
                    "{}: no connection to {}:{}: {}",
                    settings.clientId(),
                    settings.host(),
                    settings.port(),
                    failure.getMessage());
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
