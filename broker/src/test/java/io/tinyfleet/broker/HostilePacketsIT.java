package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.RecordingListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device gone wrong, with a good certificate, says what MQTT forbids. The others are served on, which each test ends with. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePacketsIT {
    @TempDir
    private static Path temporary;

    private final RecordingListener told = new RecordingListener();
    private GuardedBroker broker;
    private PahoLink aggregator;
    private PahoLink other;

    @BeforeAll
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1", "gw-2");
        aggregator = broker.link("aggregator");
        RecordingListener ready = new RecordingListener();
        aggregator.open(ready);
        assertThat(ready.nextIsConnected()).isTrue();
        other = broker.link("gw-2", "~device/gw-2/receipt");
        other.open(told);
        assertThat(told.nextIsConnected()).isTrue();
    }

    @AfterAll
    void stop() {
        other.close();
        aggregator.close();
        broker.close();
    }

    @AfterEach
    void othersAreServedOn() throws Exception {
        aggregator.publish(publication("~device/gw-2/receipt", "hello", false));
        assertThat(told.nextReceived().text()).isEqualTo("hello");
        assertThat(told.isDrained()).as("never disconnected").isTrue();
        try (RawClient newcomer = RawClient.open(broker, "gw-1")) {
            newcomer.connect("gw-1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PUBLISH with an empty topic,                     32 05 0000 0001 00",
        "PUBLISH with a topic that is not UTF-8,          32 07 0002 C328 0001 00",
        "PUBLISH with NUL in its topic,                   32 07 0002 7400 0001 00",
        "PUBLISH with a surrogate in its topic,           32 08 0003 EDA080 0001 00",
        "PUBLISH with a wildcard in its topic,            32 06 0001 23 0001 00",
        "PUBLISH with packet id 0,                        32 06 0001 74 0000 00",
        "PUBLISH with QoS 3,                              36 06 0001 74 0001 00",
        "PUBLISH with two content types,                  32 0E 0001 74 0001 08 03 0001 63 03 0001 63",
        "PUBLISH with an unknown property,                32 08 0001 74 0001 02 7F 00",
        "PUBLISH with a topic alias,                      32 09 0001 74 0001 03 23 0001",
        "PUBLISH whose topic is longer than the packet,   32 05 FFFF 74 0001",
        "PUBLISH of 256 MiB,                              32 FF FF FF 7F",
        "remaining length of five bytes,                  32 FF FF FF FF 7F",
        "SUBSCRIBE with packet id 0,                      82 07 0000 00 0001 74 01",
        "SUBSCRIBE to nothing,                            82 03 0001 00",
        "SUBSCRIBE with wrong flags,                      80 07 0001 00 0001 74 01",
        "CONNACK from a client,                           20 03 00 00 00",
        "SUBACK from a client,                            90 04 0001 00 01",
        "packet type 0,                                   00 00",
        "AUTH that nobody asked for,                      F0 00",
    })
    void whatIsMalformedEndsTheConnection(String what, String packet) throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1").connect("gw-1")) {
            client.send(packet);
            client.awaitEnd();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PUBLISH,   32 06 0001 74 0001 00",
        "SUBSCRIBE, 82 07 0001 00 0001 74 01",
        "PINGREQ,   C0 00",
        "garbage,   FF FF FF FF FF FF",
    })
    void nothingIsHeardBeforeConnect(String what, String packet) throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1")) {
            client.send(packet);
            client.awaitEnd();
        }
    }

    /** MQTT 5 leaves open whether such a client may stay; what counts is that nobody else notices. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PUBACK,  40 02 1234",
        "PUBREC,  50 02 1234",
        "PUBREL,  62 02 1234",
        "PUBCOMP, 70 02 1234",
    })
    void acknowledgementsOfNothingHarmNobody(String what, String packet) throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1").connect("gw-1")) {
            for (int i = 0; i < 100; i++) {
                client.send(packet);
            }
        } catch (java.net.SocketException e) {
            assertThat(e).as("hung up on").isNotNull();
        }
    }

    @Test
    void secondConnectEndsTheConnection() throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1").connect("gw-1")) {
            client.send(RawClient.connectPacket("gw-1"));
            client.awaitEnd();
        }
    }

    @Test
    void connectWithoutAClientIdIsNotAnswered() throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1")) {
            client.send(RawClient.connectPacket(""));
            assertThat(client.nextConnack()).isEqualTo(0x85);
            client.awaitEnd();
        }
    }

    @Test
    void propertyTwiceInConnectIsRefused() throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1")) {
            // Session expiry, 0x11, twice.
            client.send("10 1B 0004 4D515454 05 02 003C 0A 11 00000001 11 00000002 0004 67772D31");
            client.awaitEnd();
        }
    }

    @Test
    void oneByteAtATimeIsFine() throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1")) {
            for (byte each : RawClient.connectPacket("gw-1")) {
                client.send(new byte[] {each});
            }
            assertThat(client.nextConnack()).isZero();
        }
    }

    @Test
    void connectThatIsNeverFinishedIsDropped() throws Exception {
        try (RawClient client = RawClient.open(broker, "gw-1")) {
            client.send("10 10 0004 4D");
            client.awaitEnd();
        }
    }
}
