package io.tinyfleet.mqtt.paho;

import static io.tinyfleet.mqtt.paho.Links.link;
import static io.tinyfleet.mqtt.paho.Links.publication;
import static io.tinyfleet.mqtt.paho.Links.retained;
import static io.tinyfleet.mqtt.paho.Links.settings;
import static io.tinyfleet.mqtt.paho.Links.threads;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.mqtt.testing.ForeignSubscriber.Message;
import io.tinyfleet.mqtt.testing.ForwardingListener;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PahoLinkCloseIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void closingSaysGoodbyeSoThatNoLastWillIsPublished() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "status")) {
            MqttLink link = link(settings(broker.port(), "gw-1").withWill(retained("status", "dead")));
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            link.publish(publication("status", "leaving"));

            link.close();
            ForeignPublisher.publish(broker.port(), "status", "afterwards");

            assertThat(subscriber.next()).isEqualTo(Message.ofText("status", false, "cbor", "leaving"));
            assertThat(subscriber.next()).isEqualTo(Message.ofText("status", false, "", "afterwards"));
        }
    }

    @Test
    void noThreadSurvivesClosing() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            MqttLink link = link(settings(broker.port(), "gw-threads"));
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            assertThat(threads("gw-threads")).isNotEmpty();

            link.close();

            assertThat(threads("gw-threads")).isEmpty();
        }
    }

    @Test
    void closedLinkPublishesNothingAndClosesAgain() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            MqttLink link = link(settings(broker.port(), "gw-1"));
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            link.close();
            link.close();

            assertThat(link.publish(publication("t", "x"))).isFalse();
            assertThat(listener.isDrained()).isTrue();
        }
    }

    @Test
    void linkToADeadPortClosesWithoutDelay() {
        MqttLink link = link(settings(FreePort.pick(), "gw-dead"));
        link.open(listener);

        link.close();

        assertThat(threads("gw-dead")).isEmpty();
        assertThat(listener.isDrained()).isTrue();
    }

    @Test
    void linkToAPeerThatStaysSilentClosesWithoutDelay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MqttLink link = link(settings(silent.getLocalPort(), "gw-silent"));
            link.open(listener);
            try (Socket peer = silent.accept()) {
                assertThat(peer.getInputStream().read()).isEqualTo(0x10); // CONNECT

                CompletableFuture.runAsync(link::close).get(8, TimeUnit.SECONDS);
            }

            assertThat(threads("gw-silent")).isEmpty();
        }
    }

    @Test
    void linkThatWasNeverOpenedCloses() {
        link(settings(1883, "gw-1")).close();

        assertThat(threads("gw-1")).isEmpty();
    }

    @Test
    void linkCanBeClosedFromItsOwnCallback() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1"))) {
            Runnable closing = link::close;
            link.open(new ForwardingListener(listener) {
                @Override
                public void connected() {
                    closing.run();
                    closed.complete(null);
                }
            });

            assertThat(closed.get(20, TimeUnit.SECONDS)).isNull();
        }
    }
}
