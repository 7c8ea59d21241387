package io.tinyfleet.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.mqtt.testing.ForeignSubscriber.Message;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real HiveMQ CE in this process, a real Mosquitto client and our own link outside it. */
@Timeout(180)
class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();

    @Test
    void linkAndForeignClientExchangeMessages() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory));
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "up/#");
                MqttLink link = link(broker, "down/#")) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            link.publish(publication("up/a", "hello"));
            ForeignPublisher.publish(broker.port(), "down/b", "hello yourself");

            assertThat(subscriber.next()).isEqualTo(Message.ofText("up/a", false, "cbor", "hello"));
            assertThat(listener.nextReceived()).isEqualTo(new Received("down/b", "hello yourself"));
        }
    }

    @Test
    void burstOfAThousandMessagesArrives() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory));
                MqttLink link = link(broker, "t")) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            for (int i = 0; i < 1_000; i++) {
                assertThat(link.publish(publication("t", Integer.toString(i)))).isTrue();
            }

            for (int i = 0; i < 1_000; i++) {
                assertThat(listener.nextReceived()).isEqualTo(new Received("t", Integer.toString(i)));
            }
        }
    }

    @Test
    void retainedMessagesSurviveARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory))) {
            ForeignPublisher.publish(broker.port(), "plan", "the plan", "-r");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory));
                ForeignSubscriber subscriber = ForeignSubscriber.subscribe(broker.port(), "plan")) {
            assertThat(subscriber.next()).isEqualTo(Message.ofText("plan", true, "", "the plan"));
        }
    }

    @Test
    void sessionSurvivesARestart() throws Exception {
        int port = FreePort.pick();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(port, directory))) {
            try (MqttLink link = link(broker, "t")) {
                link.open(listener);
                assertThat(listener.nextIsConnected()).isTrue();
            }
            ForeignPublisher.publish(broker.port(), "t", "while you were away");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(port, directory));
                MqttLink link = link(broker, "t")) {
            link.open(listener);
            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "while you were away"));
        }
    }

    @Test
    void usedPortIsSaidClearlyAndLeavesNothingRunning() throws Exception {
        Set<String> before = threadNames();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerSettings settings = BrokerSettings.openOnLoopback(taken.getLocalPort(), directory);

            assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " on 127.0.0.1 is in use; choose another, or 0 for any free one");
        }
        assertThat(threadNames()).isSubsetOf(before);
    }

    @Test
    void directoryThatCannotBeUsedIsSaidClearly() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file"));

        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, file)))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("data directory");
    }

    @Test
    void closedBrokerLeavesNoThreadThatKeepsTheProcessAlive() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory));

        broker.close();
        broker.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && !before.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void exceptionHandlerOfTheProcessStaysOurs() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory))) {
            assertThat(broker.port()).isPositive();
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
        }
    }

    @Test
    void secondBrokerInOneProcessIsRefused() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory))) {
            assertThat(broker.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory.resolve("other"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void nobodyFromOutsideCanConnect() throws Exception {
        List<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        Assumptions.assumeFalse(outside.isEmpty(), "this machine has no address but loopback");
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory))) {
            for (InetAddress address : outside) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, broker.port()), 2_000))
                            .isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void connackTellsTheLimits() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, directory))) {
            Connack connack = Connack.of(broker.address(), broker.port());

            assertThat(connack.reasonCode()).isZero();
            assertThat(connack.properties())
                    .containsEntry(Connack.RECEIVE_MAXIMUM, 100L)
                    .containsEntry(Connack.TOPIC_ALIAS_MAXIMUM, 0L)
                    .containsEntry(Connack.MAXIMUM_QOS, 1L)
                    .containsEntry(Connack.MAXIMUM_PACKET_SIZE, 9L * 1024 * 1024)
                    .containsEntry(Connack.SHARED_SUBSCRIPTION_AVAILABLE, 0L)
                    .containsEntry(Connack.SUBSCRIPTION_IDENTIFIERS_AVAILABLE, 0L)
                    .containsEntry(Connack.SERVER_KEEP_ALIVE, 600L);
        }
    }

    private static MqttLink link(EmbeddedBroker broker, String... subscriptions) {
        return new PahoLink(
                LinkSettings.of("127.0.0.1", broker.port(), "gw-1")
                        .withSubscriptions(List.of(subscriptions))
                        .withKeepAlive(Duration.ofSeconds(30)),
                Traffic.IGNORED);
    }

    private static Publication publication(String topic, String text) {
        return new Publication(topic, text.getBytes(UTF_8), false, null);
    }

    private static Set<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }
}
