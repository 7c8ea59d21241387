package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.expand;
import static io.tinyfleet.broker.GuardedBroker.publication;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.RecordingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that was let in and is to be kept out from now on. */
@Timeout(90)
class RevocationIT {
    private static final String STATUS = "~device/gw-1/status";
    private static final String BANNED = "CONNACK (138)";

    @TempDir
    private Path temporary;

    private GuardedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1", "gw-2");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void revokedDeviceIsCutOffWithinSecondsAndKeptOut() throws Exception {
        RecordingListener told = new RecordingListener();
        RecordingListener bystander = new RecordingListener();
        try (PahoLink device = broker.link("gw-1", "~plan");
                PahoLink another = broker.link("gw-2", "~plan")) {
            connect(device, told);
            connect(another, bystander);
            long start = System.nanoTime();

            broker.revoke("# out", "gw-1");

            assertThat(told.nextIsDisconnected()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(knock("gw-1")).contains(BANNED);
            assertThat(bystander.isDrained()).as("nobody else is cut off").isTrue();
        }
    }

    @Test
    void whatARevokedDeviceSaidOfItselfIsReplacedByThatItIsGone() throws Exception {
        RecordingListener told = new RecordingListener();
        try (PahoLink device = broker.link("gw-1")) {
            connect(device, told);
            device.publish(publication(STATUS, "the device's words", true));
            awaitStatus("the device's words".getBytes(UTF_8));

            broker.revoke("gw-1");

            // A1 00 01: version 1 and nothing else, that is, offline.
            awaitStatus(HexFormat.of().parseHex("a10001"));
        }
    }

    @Test
    void lastWillOfARevokedDeviceIsNotTold() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (PahoLink aggregator = broker.link("aggregator", "~device/+/status");
                RawClient device = RawClient.open(broker, "gw-1")) {
            connect(aggregator, heard);
            device.connect("gw-1", expand(STATUS), "the device's last words");

            broker.revoke("gw-1");
            device.awaitEnd();
            broker.run("mosquitto_pub", "gw-2", "-r", "-t", "~device/gw-2/status", "-m", "afterwards");

            assertThat(heard.nextReceived().topic()).isEqualTo(expand(STATUS));
            assertThat(heard.nextReceived().text()).isEqualTo("afterwards");
        }
    }

    @Test
    void sessionOfARevokedDeviceIsForgotten() throws Exception {
        RecordingListener told = new RecordingListener();
        try (PahoLink device = broker.link("gw-1", "~device/gw-1/receipt")) {
            connect(device, told);
        }
        broker.revoke("gw-1");
        awaitKnock(BANNED);
        broker.run("mosquitto_pub", "aggregator", "-t", "~device/gw-1/receipt", "-m", "queued");

        // Revocation is for good by our own tools; an operator who edits the list still gets a clean session.
        broker.revoke();
        awaitKnock("CONNACK (0)");

        assertThat(broker.run("mosquitto_sub", "gw-1", "-c", "-t", "~plan", "-W", "2"))
                .contains("CONNACK (0)")
                .doesNotContain("queued");
    }

    @Test
    void listThatCannotBeReadLetsNobodyInAgain() throws Exception {
        broker.revoke("gw-1");
        awaitKnock(BANNED);

        broker.revoke("not a device!");

        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> knock("gw-1").contains(BANNED));
        assertThat(knock("gw-2")).contains("CONNACK (0)");
    }

    private String knock(String device) throws Exception {
        return broker.run("mosquitto_pub", device, "-t", "x", "-m", "x");
    }

    private void awaitKnock(String answer) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> knock("gw-1")
                .contains(answer));
    }

    /** As whoever comes late sees it. */
    private void awaitStatus(byte[] expected) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> broker.run(
                        "mosquitto_sub", "observer", "-t", STATUS, "-C", "1", "-W", "2", "-F", "<%x>")
                .contains("<" + HexFormat.of().formatHex(expected) + ">"));
    }

    private static void connect(PahoLink link, RecordingListener listener) throws Exception {
        link.open(listener);
        assertThat(listener.nextIsConnected()).isTrue();
    }
}
