package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Backoff;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import java.time.Duration;
import java.util.List;
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
    private static final Logger LOG = LoggerFactory.getLogger(PahoLink.class);

    private static final Duration WINDOW_PATIENCE = Duration.ofSeconds(30);
    /** A connection that held this long was a success; one that is cut at once must not be retried at once. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final LinkSettings settings;
    private final Traffic traffic;
    private final Backoff backoff;
    private final InFlight inFlight = new InFlight();
    private final Resending resending = new Resending(inFlight, WINDOW_PATIENCE);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private @Nullable Thread thread;
    private volatile @Nullable PahoConnection connection;

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
                    LOG.debug("{}: trying again in {} ms", settings.clientId(), pause.toMillis());
                    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("this is a bug: somebody interrupted the thread of link {}", settings.clientId(), e);
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
                resending.run(current, unacknowledged);
                LOG.info("{}: connected to {}:{}", settings.clientId(), settings.host(), settings.port());
                PahoCallbacks.guarded(listener::connected);
                String reason = current.awaitEnd().reason();
                if (!isClosing()) {
                    LOG.info("{}: disconnected: {}", settings.clientId(), reason);
                    PahoCallbacks.guarded(() -> listener.disconnected(reason));
                }
            } catch (LinkFailure e) {
                report(e);
            }
            resending.findCulprit(current.end(), listener);
            if (current.owesGoodbye()) {
                current.sayGoodbye();
            }
        } catch (LinkFailure e) {
            report(e);
        } catch (RuntimeException e) {
            LOG.error("{}: this is a bug; trying again", settings.clientId(), e);
        } finally {
            connection = null;
        }
    }

    private void send(PahoConnection current, long id, Publication publication) {
        try {
            current.send(id, publication);
        } catch (LinkFailure e) {
            LOG.debug("{}: {}; it goes out again after reconnecting", settings.clientId(), e.getMessage());
        } catch (RuntimeException e) {
            inFlight.release(id);
            throw e;
        }
    }

    private void report(LinkFailure failure) {
        if (!isClosing()) {
            LOG.info(
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
