package io.tinyfleet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each identity may subscribe to: by the meaning of a filter, not by its text. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionIT {
    private static final String TABLE = """
            gw-1,       ~plan,                true
            gw-1,       ~round,               true
            gw-1,       ~round/+/global,      true
            gw-1,       ~round/7/global,      true
            gw-1,       ~device/gw-1/receipt, true
            gw-1,       ~device/gw-2/receipt, false
            gw-1,       ~device/+/receipt,    false
            gw-1,       ~device/gw-1/#,       false
            gw-1,       ~device/gw-1/+,       false
            gw-1,       ~device/gw-1/status,  false
            gw-1,       ~round/+/update/gw-1, false
            gw-1,       ~round/#,             false
            gw-1,       ~round/+/#,           false
            gw-1,       ~round/+/+,           false
            gw-1,       ~plan/,               false
            gw-1,       ~plan/#,              false
            gw-1,       ~+,                   false
            gw-1,       /~plan,               false
            gw-1,       #,                    false
            gw-1,       +,                    false
            gw-1,       +/#,                  false
            gw-1,       $SYS/#,               false
            gw-1,       tinyfleet/v1/+/plan,  false
            gw-1,       tinyfleet/v1/g/plan,  false
            aggregator, ~round/+/update/+,    true
            aggregator, ~device/+/status,     true
            aggregator, ~device/+/report,     true
            aggregator, ~device/+/receipt,    false
            aggregator, ~#,                   false
            observer,   ~#,                   true
            observer,   ~device/+/status,     true
            observer,   #,                    false
            observer,   $SYS/#,               false
            observer,   tinyfleet/#,          false
            """;

    @TempDir
    private static Path temporary;

    private GuardedBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void mosquittoSubscribesByTheTable(String who, String filter, boolean allowed) throws Exception {
        String said = broker.run("mosquitto_sub", who, "-t", filter, "-E");

        if (allowed) {
            assertThat(said).containsPattern("Subscribed \\(mid: 1\\): 1\\b(?!\\d)");
        } else {
            assertThat(said).contains("Subscribed (mid: 1): 135");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void pahoSubscribesByTheTable(String who, String filter, boolean allowed) throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(broker.tls(who).sockets());
        String uri = "ssl://localhost:" + broker.port();
        MqttClient paho = new MqttClient(uri, who, new MemoryPersistence());
        try {
            paho.connect(options);

            int answer = paho.subscribe(new MqttSubscription[] {new MqttSubscription(GuardedBroker.expand(filter), 1)})
                    .getReasonCodes()[0];

            assertThat(answer).isEqualTo(allowed ? 1 : 0x87);
        } finally {
            paho.disconnectForcibly(0, 1_000);
            paho.close();
        }
    }

    /** HiveMQ ends the connection, since it has said that it knows no shared subscriptions (MQTT 5, 3.2.2.3.13). */
    @ParameterizedTest
    @CsvSource({"gw-1, $share/g/~plan", "observer, $share/g/~#"})
    void sharedSubscriptionsAreNotToBeHad(String who, String filter) throws Exception {
        assertThat(broker.run("mosquitto_sub", who, "-t", filter, "-E", "-W", "3"))
                .contains("CONNACK (0)")
                .doesNotContainPattern("Subscribed \\(mid: 1\\): 1\\b(?!\\d)");
    }
}
