package io.tinyfleet.deploy.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.deploy.testing.Witness;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real process, killed with SIGKILL again and again in the course of 30 rounds. {@code -Dtinyfleet.kill.seed=17}
 * takes other moments.
 */
class KilledAggregatorIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledAggregatorIT.class);
    private static final RoundNumber LAST = new RoundNumber(30);
    private static final Topics TOPICS = new Topics(new FleetId("durable"));
    private static final int MOST_KILLS = 15;
    private static final int LAST_LIFE_MS = 180_000;

    private final long seed = Long.getLong("tinyfleet.kill.seed", 1);
    private final Random random = new Random(seed);

    @TempDir
    private Path temporary;

    @Test
    void whatWasAcknowledgedAndPublishedSurvivesEveryKill() throws Exception {
        List<ScriptedDevice> devices = new ArrayList<>();
        try (MosquittoProcess broker = MosquittoProcess.start();
                Witness witness = new Witness(TOPICS, LinkSettings.of("127.0.0.1", broker.port(), "witness"), LAST)) {
            try {
                witness.open();
                for (int i = 0; i < 3; i++) {
                    devices.add(new ScriptedDevice(TOPICS, new DeviceId("d" + i), broker.port(), seed * 100 + i));
                }
                devices.forEach(ScriptedDevice::open);
                int kills = killUntilOver(ConfigFile.write(temporary, broker.port(), "mean"), witness);
                assertThat(kills).as("kills, seed %d", seed).isGreaterThan(3);
            } finally {
                devices.forEach(ScriptedDevice::close);
            }
            check(witness, devices);
        }
    }

    /** Some lives end before the aggregator is connected, most in the midst of a round. */
    private int killUntilOver(Path config, Witness witness) throws Exception {
        for (int kills = 0; ; kills++) {
            long began = System.nanoTime();
            try (TinyfleetProcess aggregator =
                    TinyfleetProcess.start(temporary, "aggregator", "--config", config.toString())) {
                if (random.nextInt(5) > 0) {
                    aggregator.awaitLine(line -> line.startsWith("aggregator of fleet durable"));
                    LOG.info("connected {} ms after its start", (System.nanoTime() - began) / 1_000_000);
                }
                if (witness.awaitLast(kills < MOST_KILLS ? 1 + random.nextInt(1_500) : LAST_LIFE_MS)) {
                    aggregator.signal("TERM");
                    aggregator.awaitExit(Duration.ofSeconds(30));
                    return kills;
                }
                aggregator.signal("KILL");
                aggregator.awaitExit(Duration.ofSeconds(30));
            }
        }
    }

    private void check(Witness witness, List<ScriptedDevice> devices) throws Exception {
        List<RoundNumber> rounds = witness.announcements().stream()
                .map(RoundAnnouncement::round)
                .distinct()
                .toList();
        assertThat(rounds)
                .as("rounds follow each other, seed %d", seed)
                .isEqualTo(IntStream.rangeClosed(1, LAST.value())
                        .mapToObj(RoundNumber::new)
                        .toList());
        assertThat(witness.announcements()).isSortedAccordingTo(Comparator.comparing(RoundAnnouncement::round));
        assertThat(witness.globals().values())
                .as("a round's bytes are the same in every life, seed %d", seed)
                .allSatisfy(payloads -> assertThat(payloads).hasSize(1));

        LedgerAudit audit = LedgerAudit.read(temporary.resolve("rounds.db"));
        for (ScriptedDevice device : devices) {
            assertThat(device.rejected()).isEmpty();
            assertThat(device.accepted()).isNotEmpty().allSatisfy(round -> assertThat(
                            audit.updates(round).get(device.id()))
                    .as("acknowledged to %s in round %s, seed %d", device.id(), round, seed)
                    .isEqualTo(device.sent().get(round)));
        }
        assertThat(audit.published()).as("seed %d", seed).hasSize(LAST.value());
        audit.requirePublishedIsWhatUpdatesGive(witness);
    }
}
