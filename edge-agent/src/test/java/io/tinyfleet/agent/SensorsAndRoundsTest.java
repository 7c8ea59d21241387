package io.tinyfleet.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.checkpoint.Checkpoints;
import io.tinyfleet.agent.coap.CoapSettings;
import io.tinyfleet.agent.coap.ForeignPrograms;
import io.tinyfleet.agent.coap.PreSharedKey;
import io.tinyfleet.agent.coap.SensorServer;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.prototype.CombinedRule;
import io.tinyfleet.agent.sensor.Channel;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.SensorIntake;
import io.tinyfleet.agent.store.SqliteSampleStore;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a sensor's datagrams to the update of the next round: real CoAP and disk, a model that learns nothing. */
@Timeout(60)
class SensorsAndRoundsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(new FleetId("yard"));
    private static final PlanInForce PLAN = Plans.inForce(Plans.small());
    private static final SampleShape SHAPE = new SampleShape(1, 4);
    private static final String KEY = "0123456789abcdef";

    /** Red twice and blue once. */
    private static final DeviceData DATA = new DeviceData(
            new LabelledSamples(SHAPE, new float[] {1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 8, 8}, new int[] {0, 0, 2}),
            new LabelledSamples(SHAPE, new float[] {2, 3, 0, 0}, new int[] {0}));

    @TempDir
    private Path folder;

    private final FakeLink link = new FakeLink();

    @Test
    void whatASensorLabelsIsTrainedOnInTheNextRound() throws Exception {
        ForeignPrograms.coapClient();
        Sampling sampling = new Sampling(List.of(Channel.named("x")), 4, 4, 10);
        CoapSettings settings = new CoapSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                OptionalInt.empty(),
                Map.of(new SensorId("m1"), new PreSharedKey(KEY.getBytes(UTF_8))),
                CoapSettings.DEFAULT_MAX_BODY_BYTES,
                CoapSettings.DEFAULT_PATIENCE);
        try (SqliteSampleStore store = SqliteSampleStore.open(folder.resolve("samples.db"), sampling, 100);
                Agent agent = new Agent(
                        new FleetId("yard"),
                        DEVICE,
                        Plans.TERMS,
                        DATA,
                        (dimensions, classes, commonSeed) -> new FakeLearner(classes),
                        link,
                        () -> NOW,
                        new Storage(Checkpoints.NONE, store),
                        AgentObserver.NONE);
                SensorServer sensors = SensorServer.start(
                        settings, new SensorIntake(sampling, Plans.CLASS_NAMES, store), agent.predictor(), () -> NOW)) {
            agent.start();
            link.connect();
            assertThat(post(sensors, 0, "[5,6,7,8]", "")).contains("has learnt nothing yet");

            link.deliver(TOPICS.plan(), PlanCodec.encode(PLAN.plan()));
            expectBirth(ClassSet.of(0, 2));
            open(1, 0);
            expectUpdate(1, new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {4, 6, 8, 8}));

            // 5 6 7 8 is 11.4 from red, 2 3 0 0, and 7.9 from blue, 0 0 8 8: −1 and 1, standardised.
            assertThat(post(sensors, 1, "[5,6,7,8]", "green"))
                    .contains("{\"n\":\"m1/class\",\"vs\":\"blue\"}")
                    .contains("{\"n\":\"m1/margin\",\"v\":" + 2 * CombinedRule.Weights.DEFAULT.local() + "}")
                    .contains("{\"n\":\"m1/stored\",\"v\":1.0}");
            assertThat(post(sensors, 2, "[4,4,0,0]", "red")).contains("\"vs\":\"red\"");

            GlobalPrototypes global = new GlobalPrototypes(
                    PLAN.hash(), new SparsePrototypes(ClassSet.of(0), 2, new float[] {2, 3}), List.of(1));
            link.deliver(TOPICS.global(RoundNumber.FIRST), GlobalPrototypesCodec.encode(global, PLAN.plan()));
            assertThat(link.next().topic()).isEqualTo(TOPICS.report(DEVICE));
            open(2, 1);
            expectBirth(ClassSet.of(0, 1, 2));
            expectUpdate(2, new SparsePrototypes(ClassSet.of(0, 1, 2), 2, new float[] {4 + 4, 6 + 4, 6, 8, 8, 8}));
            assertThat(post(sensors, 3, "[5,6,7,8]", ""))
                    .as("10.9 from red, 0 from green, 7.9 from blue")
                    .contains("{\"n\":\"m1/class\",\"vs\":\"green\"},{\"n\":\"m1/margin\",\"v\":");
        }
    }

    private String post(SensorServer sensors, int window, String values, String label) throws Exception {
        StringBuilder pack = new StringBuilder("[{\"bn\":\"m1/\",\"bt\":" + (1_700_000_000 + window * 100) + "}");
        String[] split = values.substring(1, values.length() - 1).split(",", -1);
        for (int i = 0; i < split.length; i++) {
            pack.append(",{\"n\":\"x\",\"t\":0.")
                    .append(i)
                    .append(",\"v\":")
                    .append(split[i])
                    .append('}');
        }
        if (!label.isEmpty()) {
            pack.append(",{\"n\":\"label\",\"vs\":\"").append(label).append("\"}");
        }
        return ForeignPrograms.run(
                folder,
                List.of(
                        ForeignPrograms.coapClient(),
                        "-w",
                        "-B",
                        "10",
                        "-u",
                        "m1",
                        "-k",
                        KEY,
                        "-m",
                        "post",
                        "-t",
                        "110",
                        "-e",
                        pack.append(']').toString(),
                        "coaps://127.0.0.1:" + sensors.port("coaps") + "/samples/m1"));
    }

    private void open(int round, int basis) {
        link.deliver(
                TOPICS.round(),
                RoundCodec.encode(new RoundAnnouncement(
                        PLAN.hash(),
                        new RoundNumber(round),
                        RoundPhase.OPEN,
                        new RoundNumber(basis),
                        NOW,
                        NOW.plusSeconds(60),
                        "")));
    }

    private void expectBirth(ClassSet held) throws Exception {
        Publication birth = link.next();
        assertThat(birth.topic()).isEqualTo(TOPICS.status(DEVICE));
        assertThat(StatusCodec.decode(birth.payload(), PLAN))
                .isEqualTo(new DeviceStatus.Online(PLAN.hash(), "tinyfleet-agent/0.1", "fake", held));
    }

    private void expectUpdate(int round, SparsePrototypes expected) throws Exception {
        Publication update = link.next();
        assertThat(update.topic()).isEqualTo(TOPICS.update(new RoundNumber(round), DEVICE));
        assertThat(UpdateCodec.decode(update.payload(), PLAN).prototypes()).isEqualTo(expected);
    }
}
