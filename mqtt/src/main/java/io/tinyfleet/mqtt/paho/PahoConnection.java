package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.PublishPacket;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoCallbacks.End;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from TCP connect to its end, with a Paho client and threads of its own.
 *
 * <p>Made, established and closed by the link's thread; {@link #send} and {@link #stop} from any.
 */
final class PahoConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PahoConnection.class);
    /** Paho reports to java.util.logging what this package reports to SLF4J. Held, for it is held weakly there. */
    private static final java.util.logging.Logger PAHO_LOG =
            java.util.logging.Logger.getLogger("org.eclipse.paho.mqttv5.client");

    private static final int MOST_IN_FLIGHT = 100;
    private static final int REFUSED = 0x80;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);

    static {
        PAHO_LOG.setLevel(Level.OFF);
    }

    private final LinkSettings settings;
    private final LinkListener listener;
    private final Traffic traffic;
    private final InFlight inFlight;
    private final PahoThreads threads;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final GatedSocket socket;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final AliasFreeClient client;
    private volatile boolean established;
    private int window = MOST_IN_FLIGHT;
    private long largestPacket = Long.MAX_VALUE;

    PahoConnection(LinkSettings settings, LinkListener listener, Traffic traffic, InFlight inFlight)
            throws LinkFailure {
        this.settings = settings;
        this.listener = listener;
        this.traffic = traffic;
        this.inFlight = inFlight;
        this.socket = new GatedSocket(settings.host(), settings.tls());
        this.threads = new PahoThreads(settings.clientId());
        try {
            this.client = new AliasFreeClient(uri(settings), settings.clientId(), threads.executor());
        } catch (MqttException | IllegalArgumentException e) {
            throw new LinkFailure("no MQTT client for " + uri(settings), e);
        }
        client.setManualAcks(true);
        client.setCallback(new PahoCallbacks(listener, traffic, new PahoAcknowledgements(client), this::finish));
    }

    /** Connects, then subscribes to everything in the settings. */
    void establish() throws LinkFailure, InterruptedException {
        IMqttToken connected =
                await("connect", callback -> client.connect(PahoMessages.options(settings, socket), null, callback));
        MqttProperties granted = connected.getResponseProperties();
        if (granted != null) {
            Integer receiveMaximum = granted.getReceiveMaximum();
            Long maximumPacketSize = granted.getMaximumPacketSize();
            Integer serverKeepAlive = granted.getServerKeepAlive();
            window = receiveMaximum == null ? MOST_IN_FLIGHT : Math.min(receiveMaximum, MOST_IN_FLIGHT);
            largestPacket = maximumPacketSize == null ? Long.MAX_VALUE : maximumPacketSize;
            if (serverKeepAlive != null) {
                client.keepAlive(serverKeepAlive);
            }
        }
        subscribe();
        established = true;
    }

    /** How many publications may be unacknowledged at once: the broker's receive maximum, but no more than 100. */
    int window() {
        return window;
    }

    /** Hands a publication to Paho; its acknowledgement releases it from the window. */
    void send(long id, Publication publication) throws LinkFailure {
        int packetBytes = PublishPacket.bytes(publication);
        if (packetBytes > largestPacket) {
            threads.executor().execute(() -> refuse(id, publication, PACKET_TOO_LARGE));
            return;
        }
        try {
            client.publish(publication.topic(), PahoMessages.message(publication), null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken acknowledged) {
                    acknowledged(id, publication, acknowledged.getReasonCodes());
                }

                @Override
                public void onFailure(@Nullable IMqttToken token, Throwable problem) {
                    // The connection is gone; the publication stays in flight and goes out again on the next one.
                }
            });
            traffic.published(publication.topic(), publication.payload().length, packetBytes);
        } catch (MqttException e) {
            throw new LinkFailure("cannot publish to " + publication.topic(), e);
        }
    }

    /** Returns once the connection is gone or {@link #stop} was called. */
    End awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("this is a bug: nobody fails this future", e);
        }
    }

    /** How it ended, or {@code null} while it has not. */
    @Nullable
    End end() {
        return end.getNow(null);
    }

    /** Whether the broker is still there and has not heard that we are leaving. */
    boolean owesGoodbye() {
        return established && End.CLOSED.equals(end());
    }

    /** Makes {@link #awaitEnd} return, and whatever still tries to establish this connection fail. From any thread. */
    void stop() throws InterruptedException {
        finish(End.CLOSED);
        if (!established) {
            cut();
        }
    }

    /** Waits a moment for acknowledgements, then sends DISCONNECT (MQTT 5, 3.14): the broker forgets the last will. */
    void sayGoodbye() throws InterruptedException {
        if (!inFlight.awaitAcknowledged(GOODBYE_PATIENCE.toNanos())) {
            LOG.warn("{}: closing with publications that were not acknowledged", settings.clientId());
        }
        try {
            await("disconnect", callback -> client.disconnect(0, null, callback, 0, new MqttProperties()));
        } catch (LinkFailure e) {
            LOG.debug("{}: no goodbye: {}", settings.clientId(), e.getMessage());
        }
    }

    /** Ends the connection, whatever state it is in, and all its threads. */
    @Override
    public void close() {
        finish(End.CLOSED);
        try {
            cut();
            disconnectForcibly();
            if (!threads.stop(THREADS_PATIENCE)) {
                LOG.warn("{}: a thread of the MQTT client has not ended", settings.clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(End how) {
        // Shut before anybody is told, so that nobody who was told publishes on; and shut only this connection, not the
        // next one when a callback comes late.
        if (ending.compareAndSet(false, true)) {
            inFlight.shut();
            end.complete(how);
        }
    }

    private void subscribe() throws LinkFailure, InterruptedException {
        if (settings.subscriptions().isEmpty()) {
            return;
        }
        MqttSubscription[] filters = settings.subscriptions().stream()
                .map(filter -> new MqttSubscription(filter, 1))
                .toArray(MqttSubscription[]::new);
        int[] answers = await("subscribe", callback -> client.subscribe(filters, null, callback, new MqttProperties()))
                .getReasonCodes();
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] >= REFUSED) {
                throw new LinkFailure(String.format(
                        Locale.ROOT,
                        "the broker refused the subscription to %s with reason code 0x%02X",
                        settings.subscriptions().get(i),
                        answers[i]));
            }
        }
    }

    private void acknowledged(long id, Publication publication, int @Nullable [] reasonCodes) {
        int reasonCode = reasonCodes == null || reasonCodes.length == 0 ? 0 : reasonCodes[0];
        if (reasonCode >= REFUSED) {
            refuse(id, publication, reasonCode);
        } else {
            inFlight.release(id);
        }
    }

    private void refuse(long id, Publication publication, int reasonCode) {
        inFlight.release(id);
        PahoCallbacks.guarded(() -> listener.refused(publication, reasonCode));
    }

    private void disconnectForcibly() {
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            LOG.debug("{}: already disconnected: {}", settings.clientId(), e.getMessage());
        }
    }

    private void cut() throws InterruptedException {
        try {
            socket.abort();
        } catch (IOException e) {
            LOG.debug("{}: closing the socket: {}", settings.clientId(), e.getMessage());
        }
    }

    private IMqttToken await(String what, Answer.Action action) throws LinkFailure, InterruptedException {
        // Paho has its own timeout for TCP; this one is for a peer that accepts and stays silent.
        return Answer.await(what, action, settings.connectTimeout().multipliedBy(2));
    }

    private static String uri(LinkSettings settings) {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "tcp://" + host + ":" + settings.port();
    }
}
