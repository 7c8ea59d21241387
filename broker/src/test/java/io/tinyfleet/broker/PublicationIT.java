package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.expand;
import static io.tinyfleet.broker.GuardedBroker.publication;
import static io.tinyfleet.broker.GuardedBroker.vector;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Refused;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each identity may publish. A refusal is an answer, never the end of the connection. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationIT {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int PAYLOAD_FORMAT_INVALID = 0x99;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int NO_PLAN = 0x83;

    @TempDir
    private static Path temporary;

    private GuardedBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = GuardedBroker.start(temporary, "gw-1", "gw-2", "gw-3");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gw-1,       ~device/gw-1/report,        '',  true",
        "gw-1,       ~device/gw-1/status,        -r,  true",
        "gw-1,       ~device/gw-1/status,        '',  false",
        "gw-1,       ~device/gw-1/report,        -r,  false",
        "gw-1,       ~device/gw-2/report,        '',  false",
        "gw-1,       ~device/gw-2/status,        -r,  false",
        "gw-1,       ~device/gw-1/receipt,       '',  false",
        "gw-1,       ~device/gw-1/report/,       '',  false",
        "gw-1,       ~device//report,            '',  false",
        "gw-1,       ~round/1/update/gw-1,       -r,  false",
        "gw-1,       ~round/1/update/gw-2,       '',  false",
        "gw-1,       ~plan,                      -r,  false",
        "gw-1,       ~round,                     -r,  false",
        "gw-1,       ~round/1/global,            -r,  false",
        "gw-1,       tinyfleet/v1/g/device/gw-1/report, '', false",
        "gw-1,       $SYS/broker/uptime,         '',  false",
        "gw-1,       $share/g/~plan,             '',  false",
        "aggregator, ~device/gw-1/receipt,       '',  true",
        "aggregator, ~round,                     -r,  true",
        "aggregator, ~round/1/global,            -r,  true",
        "aggregator, ~round,                     '',  false",
        "aggregator, ~device/gw-1/receipt,       -r,  false",
        "aggregator, ~device/gw-1/report,        '',  false",
        "aggregator, ~round/1/update/gw-1,       '',  false",
        "observer,   ~device/gw-1/report,        '',  false",
        "observer,   ~plan,                      -r,  false",
    })
    void mosquittoPublishesByTheTable(String who, String topic, String option, boolean delivered) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-t", topic, "-m", "text"));
        if (!option.isEmpty()) {
            arguments.add(option);
        }

        String said = broker.run("mosquitto_pub", who, arguments.toArray(String[]::new));

        assertThat(said).contains("PUBACK").doesNotContain("received DISCONNECT");
        if (delivered) {
            // 16: nobody has subscribed.
            assertThat(said).containsPattern("RC:(0|16)\\)");
        } else {
            assertThat(said).contains("RC:" + NOT_AUTHORIZED + ")");
        }
    }

    @Test
    void pahoPublishesByTheTableAndStaysConnected() throws Exception {
        RecordingListener heard = new RecordingListener();
        RecordingListener told = new RecordingListener();
        List<String> forbidden = List.of(
                "~device/gw-2/report", "~device/gw-1/receipt", "~round/1/update/gw-2", "~plan", "~round", "other");
        try (PahoLink aggregator = broker.link("aggregator", "~device/+/report");
                PahoLink device = broker.link("gw-1")) {
            connect(aggregator, heard);
            connect(device, told);

            for (String topic : forbidden) {
                device.publish(publication(topic, "x", false));
                assertThat(told.nextRefused()).isEqualTo(new Refused(expand(topic), NOT_AUTHORIZED));
            }
            device.publish(publication("~device/gw-1/report", "mine", false));

            assertThat(heard.nextReceived().text()).isEqualTo("mine");
            assertThat(told.isDrained()).as("one connection all along").isTrue();
        }
    }

    @Test
    void nobodyIsMadeToAnswerElsewhere() throws Exception {
        assertThat(broker.run(
                        "mosquitto_pub",
                        "gw-1",
                        "-t",
                        "~device/gw-1/report",
                        "-m",
                        "x",
                        "-D",
                        "publish",
                        "response-topic",
                        expand("~plan")))
                .contains("RC:" + NOT_AUTHORIZED + ")");
    }

    @Test
    void messageAtQosNothingIsNotDelivered() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (PahoLink aggregator = broker.link("aggregator", "~device/+/report")) {
            connect(aggregator, heard);

            broker.run("mosquitto_pub", "gw-1", "-q", "0", "-t", "~device/gw-1/report", "-m", "lost");
            broker.run("mosquitto_pub", "gw-1", "-t", "~device/gw-1/report", "-m", "kept");

            assertThat(heard.nextReceived().text()).isEqualTo("kept");
        }
    }

    @Test
    void statusAndReportAreSmall() throws Exception {
        RecordingListener told = new RecordingListener();
        try (PahoLink device = broker.link("gw-2")) {
            connect(device, told);

            device.publish(publication("~device/gw-2/report", "x".repeat(16 * 1024 + 1), false));

            assertThat(told.nextRefused()).isEqualTo(new Refused(expand("~device/gw-2/report"), QUOTA_EXCEEDED));
        }
    }

    @Test
    void updatesAreDecodedUnderThePlanAndRefusedWhenMalformed() throws Exception {
        RecordingListener heard = new RecordingListener();
        RecordingListener told = new RecordingListener();
        String plan = expand("~plan");
        String update = expand("~round/3/update/gw-3");
        try (PahoLink aggregator = broker.link("aggregator", "~round/+/update/+");
                PahoLink device = broker.link("gw-3")) {
            connect(aggregator, heard);
            connect(device, told);

            device.publish(new Publication(update, vector("update"), false, null));
            assertThat(told.nextRefused()).as("no plan yet").isEqualTo(new Refused(update, NO_PLAN));
            aggregator.publish(publication("~plan", "no plan", true));
            assertThat(heard.nextRefused()).isEqualTo(new Refused(plan, PAYLOAD_FORMAT_INVALID));
            aggregator.publish(new Publication(plan, vector("plan"), true, null));
            awaitRetained(plan);

            for (byte[] malformed : List.of(
                    "poison".getBytes(UTF_8),
                    new byte[0],
                    new byte[(1 << 20) + 1],
                    vector("invalid-nan"),
                    vector("invalid-wrong-plan"),
                    vector("invalid-too-large-norm"),
                    vector("invalid-hostile-length"))) {
                device.publish(new Publication(update, malformed, false, null));
                assertThat(told.nextRefused()).isEqualTo(new Refused(update, PAYLOAD_FORMAT_INVALID));
            }
            device.publish(new Publication(update, vector("update"), false, null));

            assertThat(heard.nextReceived().topic()).isEqualTo(update);
            assertThat(told.isDrained())
                    .as("still connected, nothing else refused")
                    .isTrue();
            aggregator.publish(new Publication(plan, new byte[0], true, null));
        }
    }

    @Test
    void modelsAreLargerThanOtherUpdatesMayBe() throws Exception {
        RecordingListener heard = new RecordingListener();
        RecordingListener told = new RecordingListener();
        String plan = expand("~plan");
        String update = expand("~round/3/update/gw-1");
        PlanInForce inForce = PlanCodec.decode(vector("plan-fedavg"));
        SharedModel largest = new SharedModel(1, new float[Plan.MOST_MODEL_VALUES]);
        byte[] model = UpdateCodec.encode(
                new Update(inForce.hash(), SparsePrototypes.none(inForce.plan().kept()), null, largest),
                inForce.plan());
        try (PahoLink aggregator = broker.link("aggregator", "~round/+/update/+");
                PahoLink device = broker.link("gw-1")) {
            connect(aggregator, heard);
            connect(device, told);
            aggregator.publish(new Publication(plan, vector("plan-fedavg"), true, null));
            awaitRetained(plan);

            device.publish(new Publication(update, new byte[(8 << 20) + 1], false, null));
            assertThat(told.nextRefused()).isEqualTo(new Refused(update, PAYLOAD_FORMAT_INVALID));
            device.publish(new Publication(update, model, false, null));

            assertThat(heard.nextReceived().topic()).isEqualTo(update);
            assertThat(told.isDrained()).as("nothing else refused").isTrue();
            aggregator.publish(new Publication(plan, new byte[0], true, null));
        }
    }

    private void awaitRetained(String topic) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> broker.run(
                        "mosquitto_sub", "observer", "-t", topic, "-C", "1", "-W", "2")
                .contains("received PUBLISH"));
    }

    private static void connect(PahoLink link, RecordingListener listener) throws Exception {
        link.open(listener);
        assertThat(listener.nextIsConnected()).isTrue();
    }
}
