package io.tinyfleet.deploy.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.prototype.PrototypeSums;
import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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
                Witness witness = new Witness(TOPICS, broker.port(), LAST)) {
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

        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("rounds.db"));
                Statement sql = ledger.createStatement()) {
            Map<RoundNumber, SortedMap<DeviceId, byte[]>> updates = updates(sql);
            for (ScriptedDevice device : devices) {
                assertThat(device.rejected()).isEmpty();
                assertThat(device.accepted()).isNotEmpty().allSatisfy(round -> assertThat(
                                updates.getOrDefault(round, Collections.emptySortedMap())
                                        .get(device.id()))
                        .as("acknowledged to %s in round %s, seed %d", device.id(), round, seed)
                        .isEqualTo(device.sent().get(round)));
            }
            checkResults(sql, updates, witness);
        }
    }

    private void checkResults(Statement sql, Map<RoundNumber, SortedMap<DeviceId, byte[]>> updates, Witness witness)
            throws Exception {
        PlanInForce plan = witness.plan();
        int published = 0;
        try (ResultSet rows = sql.executeQuery("SELECT round, phase, global FROM round ORDER BY round")) {
            for (int expected = 1; rows.next(); expected++) {
                RoundNumber round = new RoundNumber(rows.getInt(1));
                assertThat(round.value()).isEqualTo(expected);
                assertThat(rows.getInt(2)).as("round %s is over", round).isEqualTo(1);
                PrototypeSums sums = new PrototypeSums(plan);
                for (byte[] update : updates.getOrDefault(round, Collections.emptySortedMap())
                        .values()) {
                    sums.add(UpdateCodec.decode(update, plan).prototypes());
                }
                byte[] again = GlobalPrototypesCodec.encode(sums.toGlobal(new int[2]), plan.plan());
                assertThat(rows.getBytes(3))
                        .as("round %s, seed %d", round, seed)
                        .isEqualTo(again);
                assertThat(witness.globals().get(round))
                        .as("round %s, seed %d", round, seed)
                        .containsExactly(HexFormat.of().formatHex(again));
                published++;
            }
        }
        assertThat(published).isEqualTo(LAST.value());
    }

    private static Map<RoundNumber, SortedMap<DeviceId, byte[]>> updates(Statement sql) throws Exception {
        Map<RoundNumber, SortedMap<DeviceId, byte[]>> updates = new TreeMap<>();
        try (ResultSet rows = sql.executeQuery("SELECT round, device, payload FROM accepted_update")) {
            while (rows.next()) {
                updates.computeIfAbsent(new RoundNumber(rows.getInt(1)), round -> new TreeMap<>())
                        .put(new DeviceId(rows.getString(2)), rows.getBytes(3));
            }
        }
        return updates;
    }
}
