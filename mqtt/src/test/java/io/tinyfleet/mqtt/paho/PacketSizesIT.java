package io.tinyfleet.mqtt.paho;

import static io.tinyfleet.mqtt.paho.Links.link;
import static io.tinyfleet.mqtt.paho.Links.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sizes that a link counts are those on the socket. */
@Timeout(120)
class PacketSizesIT {
    private static final List<Publication> PUBLICATIONS = List.of(
            new Publication("t/a", new byte[0], false, null),
            new Publication("t/a", new byte[0], true, Duration.ofSeconds(9)),
            new Publication("t/a", new byte[1], false, null),
            new Publication("t/ä", new byte[104], false, null),
            new Publication("t/a", new byte[105], false, null),
            new Publication("t/a", new byte[106], false, null),
            new Publication("t/a", new byte[107], false, null),
            new Publication("t/a", new byte[108], true, Duration.ofDays(1)),
            new Publication("t/" + "long".repeat(60), new byte[16_384], true, Duration.ofSeconds(1_000_000)),
            new Publication("t/a", new byte[2_100_000], false, Duration.ofSeconds(60)));

    private final List<Integer> published = new CopyOnWriteArrayList<>();
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();

    private final Traffic traffic = new Traffic() {
        @Override
        public void published(String topic, int payloadBytes, int packetBytes) {
            published.add(packetBytes);
        }

        @Override
        public void delivered(String topic, int payloadBytes, int packetBytes) {
            delivered.add(packetBytes);
        }
    };

    @Test
    void countedSizesAreThoseOnTheSocket() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-1", "t/#"), traffic)) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            for (Publication publication : PUBLICATIONS) {
                assertThat(link.publish(publication)).isTrue();
                assertThat(listener.nextReceived()).isNotNull();
            }

            assertThat(published).isEqualTo(sizes(proxy.publishedByClient())).hasSize(PUBLICATIONS.size());
            assertThat(delivered).isEqualTo(sizes(proxy.publishedByBroker())).hasSize(PUBLICATIONS.size());
        }
    }

    @Test
    void propertiesOfForeignMessagesAreCounted() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (MosquittoProcess broker = MosquittoProcess.start();
                TcpProxy proxy = TcpProxy.to(broker.port());
                MqttLink link = link(settings(proxy.port(), "gw-1", "t/#"), traffic)) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            ForeignPublisher.publish(
                    broker.port(),
                    "t/x",
                    "hello",
                    "-D",
                    "publish",
                    "user-property",
                    "name",
                    "value".repeat(30),
                    "-D",
                    "publish",
                    "payload-format-indicator",
                    "1",
                    "-D",
                    "publish",
                    "response-topic",
                    "answer/here",
                    "-D",
                    "publish",
                    "correlation-data",
                    "42");
            ForeignPublisher.publish(broker.port(), "t/x", "hello", "-q", "0");
            assertThat(listener.nextReceived()).isNotNull();
            assertThat(listener.nextReceived()).isNotNull();

            assertThat(delivered).isEqualTo(sizes(proxy.publishedByBroker())).hasSize(2);
        }
    }

    private static List<Integer> sizes(List<byte[]> packets) {
        return packets.stream().map(packet -> packet.length).toList();
    }
}
