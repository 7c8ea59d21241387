package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.expand;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A last will is a publication for later: nobody comes in with one that they may not publish. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastWillIT {
    @TempDir
    private static Path temporary;

    private GuardedBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1", "gw-2");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gw-2,       ~device/gw-2/status,   true,  1, 0",
        "gw-2,       ~device/gw-2/status,   false, 1, 135",
        "gw-2,       ~device/gw-2/status,   true,  0, 135",
        "gw-2,       ~device/gw-2/status/,  true,  1, 135",
        "gw-2,       ~device/gw-1/status,   true,  1, 135",
        "gw-2,       ~device/gw-2/report,   false, 1, 135",
        "gw-2,       ~round/1/update/gw-2,  false, 1, 135",
        "gw-2,       ~plan,                 true,  1, 135",
        "gw-2,       ~round/1/global,       true,  1, 135",
        "gw-2,       other,                 false, 1, 135",
        "aggregator, ~plan,                 true,  1, 135",
        "observer,   ~device/gw-2/status,   true,  1, 135",
    })
    void willIsJudgedAtConnect(String who, String topic, boolean retained, int qos, int reasonCode) throws Exception {
        List<String> arguments = will(topic, qos, "x");
        if (retained) {
            arguments.add("--will-retain");
        }

        assertThat(broker.run("mosquitto_sub", who, arguments.toArray(String[]::new)))
                .contains("CONNACK (" + reasonCode + ")");
    }

    @Test
    void willIsSmall() throws Exception {
        List<String> arguments = will("~device/gw-2/status", 1, "x".repeat(16 * 1024 + 1));
        arguments.add("--will-retain");

        assertThat(broker.run("mosquitto_sub", "gw-2", arguments.toArray(String[]::new)))
                .contains("CONNACK (153)");
    }

    @Test
    void willOfADeviceThatVanishesIsToldAndRetained() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (PahoLink aggregator = broker.link("aggregator", "~device/+/status")) {
            aggregator.open(heard);
            assertThat(heard.nextIsConnected()).isTrue();

            RawClient device = RawClient.open(broker, "gw-1");
            device.connect("gw-1", expand("~device/gw-1/status"), "gone");
            device.cut();

            assertThat(heard.nextReceived()).isEqualTo(new Received(expand("~device/gw-1/status"), "gone"));
        }
        assertThat(broker.run("mosquitto_sub", "observer", "-t", "~device/gw-1/status", "-C", "1", "-W", "5"))
                .contains("gone");
    }

    private static List<String> will(String topic, int qos, String payload) {
        return new ArrayList<>(List.of(
                "-t",
                "~plan",
                "-E",
                "--will-qos",
                Integer.toString(qos),
                "--will-payload",
                payload,
                "--will-topic",
                topic));
    }
}
