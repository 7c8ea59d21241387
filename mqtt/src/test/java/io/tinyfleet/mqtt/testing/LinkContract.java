package io.tinyfleet.mqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every link promises to the parts of a fleet, whatever carries its messages. */
@Timeout(60)
public abstract class LinkContract {
    private final RecordingListener listener = new RecordingListener();
    private final RecordingListener other = new RecordingListener();

    /** A link to the broker of this test. */
    protected abstract MqttLink link(LinkSettings settings, Traffic traffic);

    /** Ends the connection of a client without a goodbye; its link comes back by itself. */
    protected abstract void cut(String clientId);

    @Test
    void messagesReachWhoSubscribedInTheOrderOfPublication() throws Exception {
        try (MqttLink from = open("from", new RecordingListener());
                MqttLink to = open("to", listener, "a/+/c", "b")) {
            awaitConnected(listener);
            publish(from, "a/1/c", "one", false);
            publish(from, "a/1/d", "not wanted", false);
            publish(from, "a/1/c/d", "not wanted either", false);
            publish(from, "b", "two", false);
            publish(from, "a/2/c", "three", false);

            assertThat(listener.nextReceived()).isEqualTo(new Received("a/1/c", "one"));
            assertThat(listener.nextReceived()).isEqualTo(new Received("b", "two"));
            assertThat(listener.nextReceived()).isEqualTo(new Received("a/2/c", "three"));
            assertThat(to.publish(text("b", "to oneself", false))).isTrue();
            assertThat(listener.nextReceived()).isEqualTo(new Received("b", "to oneself"));
        }
    }

    @Test
    void newestRetainedMessageComesBeforeConnected() throws Exception {
        try (MqttLink from = open("from", new RecordingListener(), "seen")) {
            publish(from, "kept", "old", true);
            publish(from, "kept", "new", true);
            publish(from, "cleared", "gone", true);
            publish(from, "cleared", "", true);
            RecordingListener early = new RecordingListener();
            try (MqttLink to = open("to", early, "kept", "cleared")) {
                assertThat(early.nextReceived()).isEqualTo(new Received("kept", "new"));
                awaitConnected(early);
                publish(from, "kept", "", true);
                assertThat(early.nextReceived()).isEqualTo(new Received("kept", ""));
                assertThat(to.publish(text("x", "x", false))).isTrue();
            }
            assertThat(early.isDrained()).isTrue();
        }
    }

    @Test
    void sessionWaitsForAnAbsentClient() throws Exception {
        try (MqttLink from = open("from", new RecordingListener())) {
            try (MqttLink to = open("to", listener, "t")) {
                awaitConnected(listener);
                assertThat(to.publish(text("x", "x", false))).isTrue();
            }
            publish(from, "t", "meanwhile", false);
            try (MqttLink to = open("to", other, "t")) {
                assertThat(other.nextReceived()).isEqualTo(new Received("t", "meanwhile"));
                publish(to, "x", "x", false);
            }
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndAnOldAcknowledgementDoesNothing() throws Exception {
        BlockingQueue<Acknowledgement> open = new LinkedBlockingQueue<>();
        try (MqttLink from = open("from", new RecordingListener())) {
            try (MqttLink to = link(settings("to", "t"), Traffic.IGNORED)) {
                to.open(new ForwardingListener(listener) {
                    @Override
                    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                        super.received(topic, payload, () -> open.add(acknowledgement));
                    }
                });
                awaitConnected(listener);
                publish(from, "t", "one", false);
                publish(from, "t", "two", false);
                assertThat(listener.nextReceived().text()).isEqualTo("one");
                assertThat(listener.nextReceived().text()).isEqualTo("two");
                open.remove().give();
            }
            open.remove().give();
            try (MqttLink to = open("to", other, "t")) {
                assertThat(other.nextReceived()).isEqualTo(new Received("t", "two"));
                assertThat(to).isNotNull();
            }
        }
    }

    @Test
    void noMoreThanReceiveMaximumComesUnacknowledged() throws Exception {
        BlockingQueue<Acknowledgement> open = new LinkedBlockingQueue<>();
        LinkSettings few = settings("to", "t");
        few = new LinkSettings(
                few.host(),
                few.port(),
                few.clientId(),
                few.keepAlive(),
                few.sessionExpiry(),
                few.subscriptions(),
                null,
                few.connectTimeout(),
                2,
                null);
        try (MqttLink from = open("from", new RecordingListener());
                MqttLink to = link(few, Traffic.IGNORED)) {
            to.open(new ForwardingListener(listener) {
                @Override
                public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                    super.received(topic, payload, () -> open.add(acknowledgement));
                }
            });
            awaitConnected(listener);
            for (int i = 0; i < 5; i++) {
                publish(from, "t", "" + i, false);
            }
            assertThat(listener.nextReceived().text()).isEqualTo("0");
            assertThat(listener.nextReceived().text()).isEqualTo("1");
            assertThat(listener.isDrained()).isTrue();
            for (int i = 2; i < 5; i++) {
                open.remove().give();
                assertThat(listener.nextReceived().text()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void lastWillIsSaidOnACutOnlyAndTheLinkComesBack() throws Exception {
        LinkSettings settings = settings("mortal", "t").withWill(text("will", "gone", true));
        try (MqttLink heir = open("heir", other, "will")) {
            awaitConnected(other);
            try (MqttLink mortal = link(settings, Traffic.IGNORED)) {
                mortal.open(listener);
                awaitConnected(listener);
                cut("mortal");
                assertThat(other.nextReceived()).isEqualTo(new Received("will", "gone"));
                assertThat(listener.nextIsDisconnected()).isTrue();
                awaitConnected(listener);
                publish(heir, "t", "welcome", false);
                assertThat(listener.nextReceived()).isEqualTo(new Received("t", "welcome"));
            }
            publish(heir, "will", "end", false);
            assertThat(other.nextReceived()).isEqualTo(new Received("will", "end"));
        }
    }

    @Test
    void closedLinkPublishesNothing() throws Exception {
        MqttLink link = open("from", listener);
        awaitConnected(listener);
        link.close();
        link.close();

        assertThat(link.publish(text("t", "x", false))).isFalse();
        assertThat(listener.isDrained()).isTrue();
    }

    @Test
    void publishingOnACallbackThreadIsABug() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (MqttLink link = link(settings("gw", "t"), Traffic.IGNORED)) {
            link.open(new ForwardingListener(listener) {
                @Override
                public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                    try {
                        link.publish(text("answer", "x", false));
                    } catch (IllegalStateException e) {
                        thrown.complete(e);
                        throw e;
                    }
                }
            });
            awaitConnected(listener);
            publish(link, "t", "x", false);

            assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("callback thread");
            publish(link, "t", "still alive", false);
        }
    }

    @Test
    void packetsAreCountedAsTheyStandOnTheWire() throws Exception {
        CountedTraffic traffic = new CountedTraffic();
        try (MqttLink link = link(settings("gw", "t/+"), traffic)) {
            link.open(listener);
            awaitConnected(listener);
            publish(link, "t/1", "x".repeat(200), true);
            assertThat(link.publish(new Publication("t/2", "y".getBytes(UTF_8), false, Duration.ofHours(1))))
                    .isTrue();
            listener.nextReceived();
            listener.nextReceived();

            // 1 header, 2 length, 2 + 3 topic, 2 packet id, 1 + 7 properties (content type), 200 payload
            // 1 header, 1 length, 2 + 3 topic, 2 packet id, 1 + 7 + 5 properties (with expiry), 1 payload
            List<String> packets = List.of("t/1 200 218", "t/2 1 23");
            Awaitility.await().untilAsserted(() -> {
                assertThat(traffic.published()).isEqualTo(packets);
                assertThat(traffic.delivered()).isEqualTo(packets);
            });
        }
    }

    private MqttLink open(String clientId, RecordingListener listener, String... subscriptions) throws Exception {
        MqttLink link = link(settings(clientId, subscriptions), Traffic.IGNORED);
        link.open(listener);
        return link;
    }

    /** Host and port are for {@link #link} to put in. */
    private static LinkSettings settings(String clientId, String... subscriptions) {
        return LinkSettings.of("127.0.0.1", 1, clientId).withSubscriptions(List.of(subscriptions));
    }

    private static void awaitConnected(RecordingListener listener) throws InterruptedException {
        assertThat(listener.nextIsConnected()).isTrue();
    }

    private static Publication text(String topic, String text, boolean retained) {
        return new Publication(topic, text.getBytes(UTF_8), retained, null);
    }

    private static void publish(MqttLink link, String topic, String text, boolean retained) {
        Awaitility.await().until(() -> link.publish(text(topic, text, retained)));
    }
}
