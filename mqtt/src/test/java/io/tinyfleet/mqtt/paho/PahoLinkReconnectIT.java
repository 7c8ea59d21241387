package io.tinyfleet.mqtt.paho;

import static io.tinyfleet.mqtt.paho.Links.link;
import static io.tinyfleet.mqtt.paho.Links.publication;
import static io.tinyfleet.mqtt.paho.Links.retained;
import static io.tinyfleet.mqtt.paho.Links.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.mqtt.testing.ForeignSubscriber.Message;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import io.tinyfleet.mqtt.testing.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a link when networks and brokers fail. */
@Timeout(120)
class PahoLinkReconnectIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void retainedMessagesArriveAgainAfterReconnect() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-1", "round"))) {
            ForeignPublisher.publish(broker.port(), "round", "7", "-r");
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();
            assertThat(listener.nextReceived()).isEqualTo(new Received("round", "7"));

            proxy.cut();

            assertThat(listener.nextIsDisconnected()).isTrue();
            assertThat(listener.nextIsConnected()).isTrue();
            assertThat(listener.nextReceived()).isEqualTo(new Received("round", "7"));
        }
    }

    @Test
    void messagesOfAnAbsenceArriveAfterReconnect() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-1", "t"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            proxy.hangUp(true);
            proxy.cut();
            assertThat(listener.nextIsDisconnected()).isTrue();
            ForeignPublisher.publish(broker.port(), "t", "while you were away");
            proxy.hangUp(false);

            assertThat(listener.nextIsConnected()).isTrue();
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "while you were away"));
        }
    }

    @Test
    void linkComesBackAfterTheBrokerWasKilledAndRestarted() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                MqttLink link = link(settings(broker.port(), "gw-1", "t"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            broker.kill();
            assertThat(listener.nextIsDisconnected()).isTrue();
            assertThat(link.publish(publication("t", "to nobody"))).isFalse();
            broker.restart();

            assertThat(listener.nextIsConnected()).isTrue();
            ForeignPublisher.publish(broker.port(), "t", "to the link");
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "to the link"));
            assertThat(link.publish(publication("t", "from the link"))).isTrue();
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "from the link"));
        }
    }

    @Test
    void linkOpenedBeforeTheBrokerConnectsWhenItComes() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start()) {
            broker.kill();
            try (MqttLink link = link(settings(broker.port(), "gw-1"))) {
                link.open(listener);
                assertThat(link.publish(publication("t", "x"))).isFalse();

                broker.restart();

                assertThat(listener.nextIsConnected()).isTrue();
                assertThat(link.publish(publication("t", "x"))).isTrue();
            }
        }
    }

    @Test
    void lastWillIsPublishedWhenTheConnectionIsCut() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "status");
                MqttLink link = link(settings(proxy.port(), "gw-1").withWill(retained("status", "dead")))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            proxy.hangUp(true);
            proxy.cut();

            assertThat(subscriber.next()).isEqualTo(Message.ofText("status", false, "cbor", "dead"));
        }
    }

    @Test
    void publicationCutBeforeItsAcknowledgementIsSentAgain() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "t");
                MqttLink link = link(settings(proxy.port(), "gw-1"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            proxy.swallow(true);
            assertThat(link.publish(publication("t", "precious"))).isTrue();
            proxy.cut();
            proxy.swallow(false);

            assertThat(subscriber.next()).isEqualTo(Message.ofText("t", false, "cbor", "precious"));
            assertThat(listener.nextIsDisconnected()).isTrue();
            assertThat(listener.nextIsConnected()).isTrue();
        }
    }

    @Test
    void peerThatHangsUpAtOnceCostsNoThreads() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-hung-up"))) {
            proxy.hangUp(true);
            link.open(listener);

            await().until(() -> proxy.hungUp() > 20);

            assertThat(Links.threads("gw-hung-up")).hasSizeLessThan(15);
            proxy.hangUp(false);
            assertThat(listener.nextIsConnected()).isTrue();
        }
    }
}
