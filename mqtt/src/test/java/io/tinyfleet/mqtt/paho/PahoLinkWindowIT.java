package io.tinyfleet.mqtt.paho;

import static io.tinyfleet.mqtt.paho.Links.link;
import static io.tinyfleet.mqtt.paho.Links.publication;
import static io.tinyfleet.mqtt.paho.Links.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import io.tinyfleet.mqtt.testing.TcpProxy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PahoLinkWindowIT {
    private static final int MESSAGES = 2_000;

    private final RecordingListener listener = new RecordingListener();

    @Test
    void twoThousandMessagesAtOnceAllArriveInOrder() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start("max_inflight_messages 20");
                MqttLink link = link(settings(broker.port(), "gw-1", "t/#"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            for (int i = 0; i < MESSAGES; i++) {
                assertThat(link.publish(publication("t/x", Integer.toString(i))))
                        .isTrue();
            }

            for (int i = 0; i < MESSAGES; i++) {
                assertThat(listener.nextReceived()).isEqualTo(new Received("t/x", Integer.toString(i)));
            }
            assertThat(listener.isDrained()).isTrue();
        }
    }

    @Test
    void fourThreadsShareTheWindow() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start("max_inflight_messages 5");
                MqttLink link = link(settings(broker.port(), "gw-1", "t/#"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            CompletableFuture<?>[] publishers = new CompletableFuture<?>[4];
            for (int p = 0; p < publishers.length; p++) {
                String topic = "t/" + p;
                publishers[p] = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < MESSAGES / 4; i++) {
                        assertThat(link.publish(publication(topic, Integer.toString(i))))
                                .isTrue();
                    }
                });
            }
            CompletableFuture.allOf(publishers).get(60, TimeUnit.SECONDS);

            Set<Received> arrived = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++) {
                arrived.add(listener.nextReceived());
            }
            assertThat(arrived).hasSize(MESSAGES);
        }
    }

    @Test
    void nothingIsLostWhenTheConnectionIsCutAgainAndAgain() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start("max_inflight_messages 20");
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink receiver = link(settings(broker.port(), "receiver", "t/#"));
                MqttLink sender = link(settings(proxy.port(), "sender"))) {
            receiver.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            RecordingListener ofSender = new RecordingListener();
            sender.open(ofSender);
            assertThat(ofSender.nextIsConnected()).isTrue();

            for (int i = 0; i < MESSAGES; i++) {
                if (i % 400 == 399) {
                    proxy.cut();
                }
                while (!sender.publish(publication("t/x", Integer.toString(i)))) {
                    ofSender.nextIsConnected();
                }
            }

            Set<String> arrived = new HashSet<>();
            while (arrived.size() < MESSAGES) {
                arrived.add(listener.nextReceived().text());
            }
        }
    }

    @Test
    void fullWindowGivesUpWhenTheConnectionIsCut() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start("max_inflight_messages 3");
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-1"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            proxy.swallow(true);
            for (int i = 0; i < 3; i++) {
                assertThat(link.publish(publication("t", "x"))).isTrue();
            }
            CompletableFuture<Boolean> fourth =
                    CompletableFuture.supplyAsync(() -> link.publish(publication("t", "x")));
            proxy.hangUp(true);
            proxy.cut();

            assertThat(fourth.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }
}
