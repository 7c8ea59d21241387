package io.tinyfleet.mqtt.paho;

import static io.tinyfleet.mqtt.paho.Links.link;
import static io.tinyfleet.mqtt.paho.Links.publication;
import static io.tinyfleet.mqtt.paho.Links.retained;
import static io.tinyfleet.mqtt.paho.Links.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.mqtt.testing.ForeignSubscriber.Message;
import io.tinyfleet.mqtt.testing.ForwardingListener;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import io.tinyfleet.mqtt.testing.RecordingListener.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a link says and hears, with a real Mosquitto and its own clients at the other end. */
@Timeout(120)
class PahoLinkIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void foreignClientHearsTheLink() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "fleet/#");
                MqttLink link = link(settings(broker.port(), "gw-1"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            assertThat(link.publish(publication("fleet/a", "hello"))).isTrue();

            assertThat(subscriber.next()).isEqualTo(Message.ofText("fleet/a", false, "cbor", "hello"));
        }
    }

    @Test
    void linkHearsAForeignClient() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1", "fleet/+", "other"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            ForeignPublisher.publish(broker.port(), "fleet/a", "one");
            ForeignPublisher.publish(broker.port(), "other", "two");

            assertThat(listener.nextReceived()).isEqualTo(new Received("fleet/a", "one"));
            assertThat(listener.nextReceived()).isEqualTo(new Received("other", "two"));
        }
    }

    @Test
    void emptyPayloadClearsARetainedMessage() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "fleet/#");
                MqttLink link = link(settings(broker.port(), "gw-1"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            link.publish(retained("fleet/cleared", "old"));
            link.publish(retained("fleet/kept", "new"));
            link.publish(new Publication("fleet/cleared", new byte[0], true, null));
            assertThat(subscriber.next().text()).isEqualTo("old");
            assertThat(subscriber.next().text()).isEqualTo("new");
            assertThat(subscriber.next()).isEqualTo(Message.ofText("fleet/cleared", false, "", ""));

            try (ForeignSubscriber late = ForeignSubscriber.subscribe(broker.port(), "fleet/#")) {
                assertThat(late.next()).isEqualTo(Message.ofText("fleet/kept", true, "cbor", "new"));
            }
        }
    }

    @Test
    void publicationThatTheBrokerForbidsIsReportedAsRefused(@TempDir Path directory) throws Exception {
        Path acl = Files.write(directory.resolve("acl"), List.of("topic readwrite allowed/#"));
        try (MosquittoProcess broker = MosquittoProcess.start("acl_file " + acl);
                MqttLink link = link(settings(broker.port(), "gw-1", "allowed/#"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            assertThat(link.publish(publication("forbidden/a", "x"))).isTrue();
            assertThat(link.publish(publication("allowed/a", "y"))).isTrue();

            assertThat(listener.nextRefused()).isEqualTo(new Refused("forbidden/a", 0x87));
            assertThat(listener.nextReceived()).isEqualTo(new Received("allowed/a", "y"));
        }
    }

    @Test
    void packetLargerThanTheBrokerTakesIsRefusedWithoutBeingSent() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start("max_packet_size 1000");
                MqttLink link = link(settings(broker.port(), "gw-1", "t"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            assertThat(link.publish(publication("t", "x".repeat(2_000)))).isTrue();
            assertThat(link.publish(publication("t", "small"))).isTrue();

            assertThat(listener.nextRefused()).isEqualTo(new Refused("t", 0x95));
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "small"));
            assertThat(listener.isDrained()).isTrue();
        }
    }

    @Test
    void publicationThatMakesTheBrokerHangUpIsFoundAndNotSentForEver() throws Exception {
        // Mosquitto takes no topic of more than 200 levels: it answers with DISCONNECT, malformed packet.
        String poison = "t" + "/t".repeat(250);
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1", "good/#"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            for (int i = 0; i < 5; i++) {
                link.publish(publication("good/before/" + i, "x"));
            }
            link.publish(publication(poison, "x"));
            link.publish(publication("good/after", "x"));

            Refused refused = listener.nextRefused();
            assertThat(refused.topic()).isEqualTo(poison);
            assertThat(refused.reasonCode()).isGreaterThanOrEqualTo(0x80);
            String last = "";
            while (!last.equals("good/after")) {
                last = listener.nextReceived().topic();
            }
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgain() throws Exception {
        BlockingQueue<Acknowledgement> open = new LinkedBlockingQueue<>();
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            LinkSettings settings = settings(broker.port(), "gw-1", "t");
            try (MqttLink link = link(settings)) {
                link.open(new ForwardingListener(listener) {
                    @Override
                    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                        super.received(topic, payload, () -> open.add(acknowledgement));
                    }
                });
                assertThat(listener.nextIsConnected()).isTrue();
                ForeignPublisher.publish(broker.port(), "t", "one");
                ForeignPublisher.publish(broker.port(), "t", "two");
                assertThat(listener.nextReceived()).isEqualTo(new Received("t", "one"));
                assertThat(listener.nextReceived()).isEqualTo(new Received("t", "two"));

                open.remove().give();
            }
            try (MqttLink link = link(settings)) {
                link.open(listener);

                assertThat(listener.nextReceived()).isEqualTo(new Received("t", "two"));
                assertThat(listener.nextIsConnected()).isTrue();
            }
        }
        assertThat(listener.isDrained()).isTrue();
    }

    @Test
    void publishingOnACallbackThreadIsABugAndSaidSo() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1", "t"))) {
            link.open(new ForwardingListener(listener) {
                @Override
                public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                    try {
                        link.publish(publication("answer", "x"));
                    } catch (IllegalStateException e) {
                        thrown.complete(e);
                    }
                }
            });
            assertThat(listener.nextIsConnected()).isTrue();

            ForeignPublisher.publish(broker.port(), "t", "x");

            assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("callback thread");
        }
    }

    @Test
    void listenerThatThrowsDoesNotEndTheConnection() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1", "t"))) {
            link.open(new ForwardingListener(listener) {
                @Override
                public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
                    super.received(topic, payload, acknowledgement);
                    throw new IllegalStateException("thrown on purpose");
                }
            });
            assertThat(listener.nextIsConnected()).isTrue();

            ForeignPublisher.publish(broker.port(), "t", "one");
            ForeignPublisher.publish(broker.port(), "t", "two");

            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "one"));
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "two"));
            assertThat(listener.isDrained()).isTrue();
        }
    }
}
