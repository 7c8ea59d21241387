package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a connection, and as whom. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionIT {
    @TempDir
    private static Path temporary;

    private GuardedBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1", "gw-2");
        broker.authority().issue("elsewhere", "URI:urn:tinyfleet:other:device:gw-1");
        broker.authority().issue("two", "URI:urn:tinyfleet:f:device:gw-1,URI:urn:tinyfleet:f:aggregator");
        broker.authority().issue("host", "DNS:gw-1");
        broker.authority().issueExpired("expired", "URI:urn:tinyfleet:f:device:gw-1");
        TestCertificates.found(Files.createDirectory(temporary.resolve("theirs")))
                .issue("stranger", "URI:urn:tinyfleet:f:device:gw-1");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gw-1,       gw-1,       0",
        "gw-1,       gw-2,       133",
        "gw-1,       aggregator, 133",
        "gw-1,       observer,   133",
        "gw-1,       GW-1,       133",
        "aggregator, aggregator, 0",
        "aggregator, gw-1,       133",
        "observer,   observer-7, 0",
        "observer,   gw-1,       133",
        "server,     gw-1,       135",
        "elsewhere,  gw-1,       135",
        "two,        gw-1,       135",
        "two,        aggregator, 135",
        "host,       gw-1,       135",
    })
    void certificateDecidesWhoMayConnectAsWhom(String certificate, String clientId, int reasonCode) throws Exception {
        assertThat(knock(broker.authority().home(certificate), clientId)).contains("CONNACK (" + reasonCode + ")");
    }

    @Test
    void certificateThatExpiredOrThatAnotherAuthoritySignedEndsTheHandshake() throws Exception {
        assertThat(knock(broker.authority().home("expired"), "gw-1")).doesNotContain("CONNACK");
        assertThat(knock(temporary.resolve("theirs/stranger"), "gw-1")).doesNotContain("CONNACK");
    }

    @Test
    void nobodyConnectsWithoutACertificateOrWithoutTls() throws Exception {
        String authority = broker.authority().home("server").resolve("ca.pem").toString();
        List<String> message = List.of("-i", "gw-1", "-t", "x", "-m", "x");

        assertThat(broker.run("mosquitto_pub", message)).doesNotContain("CONNACK");
        assertThat(broker.run("mosquitto_pub", List.of("-i", "gw-1", "-t", "x", "-m", "x", "--cafile", authority)))
                .doesNotContain("CONNACK");
    }

    @Test
    void olderProtocolIsNotSpoken() throws Exception {
        assertThat(broker.run("mosquitto_pub", "gw-1", "-V", "311", "-t", "x", "-m", "x"))
                .contains("CONNACK (1)");
    }

    @Test
    void anotherCertificateDoesNotTakeASessionOver() throws Exception {
        RecordingListener told = new RecordingListener();
        try (PahoLink device = broker.link("gw-1", "~device/gw-1/receipt");
                PahoLink aggregator = broker.link("aggregator")) {
            device.open(told);
            assertThat(told.nextIsConnected()).isTrue();
            RecordingListener ready = new RecordingListener();
            aggregator.open(ready);
            assertThat(ready.nextIsConnected()).isTrue();

            assertThat(knock(broker.authority().home("gw-2"), "gw-1")).contains("CONNACK (133)");

            aggregator.publish(publication("~device/gw-1/receipt", "still there?", false));
            assertThat(told.nextReceived().text()).isEqualTo("still there?");
            assertThat(told.isDrained()).as("never disconnected").isTrue();
        }
    }

    private String knock(Path home, String clientId) throws Exception {
        return broker.run("mosquitto_pub", home, clientId, "-t", "x", "-m", "x");
    }
}
