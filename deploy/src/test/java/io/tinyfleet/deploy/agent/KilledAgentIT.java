package io.tinyfleet.deploy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tinyfleet.agent.coap.ForeignPrograms;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Receipt;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real process, killed with SIGKILL again and again. {@code -Dtinyfleet.kill.seed=17} takes other moments.
 */
class KilledAgentIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledAgentIT.class);
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(new FleetId("yard"));
    private static final RoundNumber LAST = new RoundNumber(25);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_KILLS = 15;
    private static final List<String> CLASSES = new Machines(1, 1).classNames();

    private final long seed = Long.getLong("tinyfleet.kill.seed", 1);
    private final Random random = new Random(seed);

    @TempDir
    private Path temporary;

    private MosquittoProcess broker;
    private Eavesdropper wire;

    @BeforeEach
    void open() {
        broker = MosquittoProcess.start();
        wire = new Eavesdropper(TOPICS, DEVICE, broker.port());
        wire.open();
    }

    @AfterEach
    void close() {
        wire.close();
        broker.close();
    }

    @Test
    void noRoundIsTrainedTwiceAndNothingIsOwedInTheEnd() throws Exception {
        int kills = 0;
        try (TinyfleetProcess aggregator = aggregator(", last: " + LAST)) {
            while (kills < MOST_KILLS && !wire.isAccepted(LAST)) {
                try (TinyfleetProcess agent = agent(config(""))) {
                    if (random.nextInt(5) > 0) {
                        agent.awaitLine(line -> line.startsWith("agent gw-17 of fleet yard"));
                    }
                    wire.awaitAccepted(LAST, random.nextInt(1_500));
                    agent.signal("KILL");
                    assertThat(agent.awaitExit(PATIENCE)).as("%s", agent.err()).isEqualTo(128 + 9);
                    kills++;
                }
            }
            try (TinyfleetProcess agent = agent(config(""))) {
                assertThat(wire.awaitAccepted(LAST, PATIENCE.toMillis())).isTrue();
                agent.signal("TERM");
                assertThat(agent.awaitExit(PATIENCE)).isEqualTo(128 + 15);
            }
        }
        LOG.info("{} kills, updates of rounds {}", kills, wire.updates().keySet());
        assertThat(kills).as("kills, seed %d", seed).isGreaterThan(5);
        assertThat(wire.updates()).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(20);
        assertThat(wire.updates().values())
                .as("a round's update is the same in every life, seed %d", seed)
                .allSatisfy(payloads -> assertThat(payloads).hasSize(1));
        assertThat(wire.receipts()).as("seed %d", seed).allMatch(Receipt::isAccepted);
        assertThat(epochsKept())
                .as("one epoch for each round that was trained, seed %d", seed)
                .isEqualTo(wire.updates().size());
    }

    @Test
    void aLabelledWindowThatWasAcknowledgedSurvivesAndIsTrainedOn() throws Exception {
        String coapClient = ForeignPrograms.coapClient();
        int port = FreePort.pick();
        Path keys = Files.writeString(temporary.resolve("sensors.psk"), "m1:00112233445566778899aabbccddeeff\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        Path config =
                config("coap: {plain-port: %d, psk: sensors.psk, channels: [x, y, z], rate: 2000}".formatted(port));
        try (TinyfleetProcess aggregator = aggregator("")) {
            int unknown;
            try (TinyfleetProcess agent = agent(config)) {
                await().atMost(PATIENCE).until(() -> !wire.updates().isEmpty());
                unknown = classNotIn(wire.classesOf(newest()));
                Files.writeString(temporary.resolve("pack.json"), pack(CLASSES.get(unknown)));
                assertThat(ForeignPrograms.run(
                                temporary,
                                List.of(
                                        coapClient,
                                        "-w",
                                        "-B",
                                        "10",
                                        "-m",
                                        "post",
                                        "-t",
                                        "110",
                                        "-f",
                                        "pack.json",
                                        "coap://127.0.0.1:" + port + "/samples/m1")))
                        .contains("{\"n\":\"m1/stored\",\"v\":1.0}");
                agent.signal("KILL");
                agent.awaitExit(PATIENCE);
            }
            RoundNumber before = newest();
            try (TinyfleetProcess agent = agent(config)) {
                await().atMost(PATIENCE).until(() -> before.isBefore(newest()));
                assertThat(wire.classesOf(newest()).contains(unknown)).isTrue();
                agent.signal("TERM");
                agent.awaitExit(PATIENCE);
            }
        }
    }

    private RoundNumber newest() {
        return wire.updates().keySet().stream().reduce(RoundNumber.NONE, (a, b) -> a.isBefore(b) ? b : a);
    }

    private static int classNotIn(ClassSet held) {
        return IntStream.range(0, CLASSES.size())
                .filter(cls -> !held.contains(cls))
                .findFirst()
                .orElseThrow();
    }

    /** The number of epochs stands before the number of weights, weights and checksum at the end. */
    private int epochsKept() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(temporary.resolve("state/checkpoint")));
        for (int weights = 0; ; weights++) {
            int at = bytes.capacity() - Integer.BYTES * (weights + 2);
            if (bytes.getInt(at) == weights && weights > 100) {
                return bytes.getInt(at - Integer.BYTES);
            }
        }
    }

    private TinyfleetProcess agent(Path config) throws Exception {
        return TinyfleetProcess.startAgent(temporary, "run", "--config", config.toString());
    }

    private Path config(String more) throws Exception {
        return Files.writeString(temporary.resolve("agent.yaml"), """
                fleet: yard
                device: gw-17
                broker: {host: 127.0.0.1, port: %d}
                state: state
                data: {source: machines, machine: 1}
                model: {architecture: depthwise-cnn}
                %s
                """.formatted(broker.port(), more));
    }

    private TinyfleetProcess aggregator(String more) throws Exception {
        Path config = Files.writeString(
                temporary.resolve("aggregator.yaml"), """
                fleet: yard
                broker: {host: 127.0.0.1, port: %d}
                ledger: {file: rounds.db}
                rounds: {start-with: 1, quorum: 1, deadline: 3s, extensions: 1000%s}
                plan: {classes: [%s], d: 64, s: 8}
                """.formatted(broker.port(), more, String.join(", ", CLASSES)));
        return TinyfleetProcess.start(temporary, "aggregator", "--config", config.toString());
    }

    /** 256 instants at 2 kHz. */
    private static String pack(String label) {
        StringBuilder pack = new StringBuilder("[{\"bn\":\"m1/\",\"bt\":1700000000,\"n\":\"label\",\"vs\":\"")
                .append(label)
                .append("\"}");
        for (int instant = 0; instant < 256; instant++) {
            for (String channel : List.of("x", "y", "z")) {
                pack.append(String.format(
                        Locale.ROOT,
                        ",{\"n\":\"%s\",\"t\":%.4f,\"v\":%.3f}",
                        channel,
                        instant / 2_000.0,
                        Math.sin(instant / 3.0)));
            }
        }
        return pack.append(']').toString();
    }
}
