package io.tinyfleet.aggregator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.aggregator.round.Decision;
import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.aggregator.round.Recollection;
import io.tinyfleet.aggregator.round.RememberingLedger;
import io.tinyfleet.aggregator.round.RoundMachine;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On real files. */
class SqliteLedgerTest {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedgerTest.class);
    private static final FleetId FLEET = new FleetId("test");
    private static final PlanInForce PLAN = Plans.plan(2, 1, Aps.SUM);
    private static final ClassSet BOTH = ClassSet.of(0, 1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final DeviceId A = new DeviceId("a");

    @TempDir
    private Path folder;

    @Test
    void newLedgerRecallsNothing() throws Exception {
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.recall()).isEqualTo(Recollection.NOTHING);
        }
    }

    static Stream<Arguments> plansThatAreRemembered() {
        return Stream.of(
                        Plans.plan(2, 1, Aps.SUM),
                        Plans.plan(2, 1, new Skipping(0.1, 2)),
                        Plans.plan(2, 1, new Mu.Auto(0.9)),
                        Plans.plan(Method.TINYPROTO_FT, 2, 1))
                .flatMap(plan -> IntStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(plan, seed)));
    }

    @ParameterizedTest
    @MethodSource("plansThatAreRemembered")
    void whateverHappensTheFileRecallsWhatTheEntriesSay(PlanInForce plan, long seed) throws Exception {
        Random random = new Random(seed);
        RoundSettings settings = new RoundSettings(2, 1, random.nextBoolean() ? new RoundNumber(6) : null);
        RememberingLedger expected = new RememberingLedger(plan.hash());
        RoundMachine machine = new RoundMachine(plan, settings, Recollection.NOTHING);
        for (int life = 0; life < 12; life++) {
            try (SqliteLedger ledger = SqliteLedger.open(file(), FLEET, plan.plan(), 10)) {
                assertThat(ledger.recall()).isEqualTo(expected.recall());
                List<Entry> together = new ArrayList<>();
                for (int event = 0; event < 15; event++) {
                    Decision decision = anything(
                            plan, machine, expected.recall(), random, NOON.plusSeconds(life * 30L + event * 2L));
                    expected.record(decision.entries());
                    together.addAll(decision.entries());
                    if (random.nextBoolean()) {
                        ledger.record(together);
                        together.clear();
                    }
                }
                ledger.record(together);
            }
        }
        assertThat(expected.recall().result()).isNotNull();
        assertThat(expected.recall().memory().equals(Memory.NOTHING)).isEqualTo(plan.equals(PLAN));
    }

    private static Decision anything(
            PlanInForce plan, RoundMachine machine, Recollection recollection, Random random, Instant now) {
        Recollection.Round newest = recollection.newest();
        int open = newest == null ? 1 : newest.announcement().round().value();
        DeviceId device = new DeviceId("d" + random.nextInt(4));
        return switch (random.nextInt(8)) {
            case 0, 1 -> machine.tick(now);
            case 2 -> machine.status(device, random.nextInt(3) == 0 ? new Offline() : online(plan, BOTH), now);
            case 3 -> machine.status(device, online(plan, ClassSet.of()), now);
            default ->
                machine.update(
                        device, new RoundNumber(Math.max(1, open - random.nextInt(2))), someUpdate(plan, random), now);
        };
    }

    private static DeviceStatus online(PlanInForce plan, ClassSet held) {
        return new Online(plan.hash(), "agent", "model", held);
    }

    private static Update someUpdate(PlanInForce plan, Random random) {
        float[] values = {random.nextInt(3), (float) random.nextGaussian()};
        Double tau = plan.plan().objective().mu() instanceof Mu.Auto ? Double.valueOf(random.nextInt(3)) : null;
        return new Update(plan.hash(), Plans.prototypes(BOTH, values), tau, null);
    }

    @Test
    void updatesOfOlderRoundsAreDeletedButNeverThoseOfTheNewestResult() throws Exception {
        try (SqliteLedger ledger = open(2)) {
            for (int round = 1; round <= 4; round++) {
                ledger.record(List.of(opened(round, round - 1), accepted(round, A), published(round)));
            }
            for (int round = 5; round <= 9; round++) {
                ledger.record(List.of(opened(round, 4), accepted(round, A), skipped(round, 4)));
            }
        }
        assertThat(roundsWithUpdates()).containsExactly(4, 5, 6, 7, 8, 9);
        try (SqliteLedger ledger = open(2)) {
            Recollection.Result result = Objects.requireNonNull(ledger.recall().result());
            assertThat(result.updates()).containsOnlyKeys(A);
            ledger.record(List.of(opened(10, 4), accepted(10, A), published(10)));
        }
        assertThat(roundsWithUpdates()).containsExactly(9, 10);
    }

    @Test
    void modelsOfOlderResultsAreForgotten() throws Exception {
        PlanInForce plan = Plans.plan(Method.FEDAVG, 2, 1);
        GlobalPrototypes average = new GlobalPrototypes(
                plan.hash(), SparsePrototypes.none(1), List.of(), null, new SharedModel(3, new float[] {1, 2, 3}));
        try (SqliteLedger ledger = SqliteLedger.open(file(), FLEET, plan.plan(), 2)) {
            for (int round = 1; round <= 4; round++) {
                ledger.record(List.of(
                        new Entry.Opened(announcement(plan, round, RoundPhase.OPEN, round - 1), Set.of(A)),
                        new Entry.Published(
                                announcement(plan, round, RoundPhase.PUBLISHED, round), average, Memory.NOTHING)));
            }
        }
        assertThat(integers("SELECT round FROM round WHERE length(global) > 0 ORDER BY round"))
                .containsExactly(3, 4);
        try (SqliteLedger ledger = SqliteLedger.open(file(), FLEET, plan.plan(), 2)) {
            assertThat(ledger.recall().result())
                    .extracting(Recollection.Result::global)
                    .isEqualTo(average);
        }
    }

    @Test
    void entriesThatCannotAllBeWrittenAreNotWrittenAtAll() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.record(List.of(opened(1, 0)));
            assertThatThrownBy(() -> ledger.record(List.of(accepted(1, A), accepted(1, A))))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("rounds.db cannot be written");
        }
        assertThat(roundsWithUpdates()).isEmpty();
    }

    @Test
    void onlyItsOwnerCanReadALedger() throws Exception {
        try (SqliteLedger ledger = open();
                Stream<Path> files = Files.list(folder)) {
            assertThat(ledger.recall()).isEqualTo(Recollection.NOTHING);
            assertThat(files).hasSizeGreaterThan(1).allSatisfy(each -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void garbageIsRefusedAndLeftAlone() throws Exception {
        byte[] garbage = "this is no ledger, but somebody may need it".getBytes(UTF_8);
        Files.write(file(), garbage);

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("is damaged or no ledger");

        assertThat(file()).hasBinaryContent(garbage);
        assertThat(folder.toFile().list()).containsExactly("rounds.db");
    }

    @Test
    void truncatedLedgerIsRefusedAndLeftAlone() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.record(List.of(opened(1, 0), accepted(1, A)));
        }
        byte[] whole = Files.readAllBytes(file());
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        Files.write(file(), half);

        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("is damaged");

        assertThat(file()).hasBinaryContent(half);
    }

    @Test
    void somebodyElsesDatabaseIsRefusedAndLeftAlone() throws Exception {
        try (Connection theirs = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = theirs.createStatement()) {
            sql.execute("CREATE TABLE precious (thing TEXT)");
        }
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is an SQLite file, but not a ledger of tinyfleet");

        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void ledgerOfANewerVersionIsRefused() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("written by a newer tinyfleet (version 99");
    }

    /** As version 1 left it: no memory, and a round that is open. */
    @Test
    void aLedgerOfVersionOneIsTakenOver() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement();
                var first = SqliteLedger.class.getResourceAsStream("V1.sql")) {
            sql.executeUpdate(new String(Objects.requireNonNull(first).readAllBytes(), UTF_8));
            sql.execute("PRAGMA application_id = " + 0x74666c64);
            sql.execute("PRAGMA user_version = 1");
            sql.execute("INSERT INTO round (round, phase, basis, opened_at, deadline, note, expected)"
                    + " VALUES (1, 0, 0, " + NOON.toEpochMilli() + ", "
                    + NOON.plusSeconds(10).toEpochMilli() + ", '', 'a')");
        }
        try (SqliteLedger ledger = open()) {
            Recollection.Round newest = Objects.requireNonNull(ledger.recall().newest());
            assertThat(newest.announcement()).isEqualTo(announcement(PLAN, 1, RoundPhase.OPEN, 0));
            assertThat(newest.expected()).containsExactly(A);
            assertThat(ledger.recall().memory()).isEqualTo(Memory.NOTHING);
            ledger.record(List.of(accepted(1, A), published(1)));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.recall().result()).isNotNull();
        }
    }

    @Test
    void aMemoryThatIsDamagedIsRefused() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.record(List.of(opened(1, 0), accepted(1, A), published(1)));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement()) {
            sql.execute("UPDATE memory SET payload = x'7fffffff'");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("what is remembered of earlier rounds is damaged");
    }

    @Test
    void ledgerInUseIsRefusedUntilItIsClosed() throws Exception {
        try (SqliteLedger ledger = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is in use by another process");
            ledger.record(List.of(opened(1, 0)));
        }
        open().close();
    }

    @Test
    void ledgerInAFolderThatIsNotThereIsRefused() {
        Path nowhere = folder.resolve("missing").resolve("rounds.db");
        assertThatThrownBy(() -> SqliteLedger.open(nowhere, FLEET, PLAN.plan(), 10))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("expected a file in a folder that exists");
    }

    @Test
    void anotherPlanIsRefusedNamingEveryDifference() throws Exception {
        open().close();
        PlanInForce other = Plans.plan(2, 1, Aps.MEAN, new RoundPolicy(Duration.ofSeconds(10), 3), 1e9);

        assertThatThrownBy(() -> SqliteLedger.open(file(), new FleetId("other"), other.plan(), 10))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("belongs to another plan: fleet is test there, other in the configuration;"
                        + " aps is SUM there, MEAN in the configuration;"
                        + " quorum is 2 there, 3 in the configuration")
                .hasMessageContaining("name a new ledger file");
        open().close();
    }

    /** For the figures; the bound is far below what any disk that syncs should give. */
    @Test
    void aThousandUpdatesThatWaitTogetherAreWrittenInAMoment() throws Exception {
        PlanInForce plan = Plans.plan(10, 50, Aps.MEAN);
        float[] values = new float[500];
        List<Entry> entries = IntStream.range(0, 1_000)
                .<Entry>mapToObj(i -> new Entry.Accepted(
                        RoundNumber.FIRST,
                        new DeviceId("d" + i),
                        Plans.update(plan, ClassSet.of(IntStream.range(0, 10).toArray()), values)))
                .toList();
        try (SqliteLedger ledger = SqliteLedger.open(file(), FLEET, plan.plan(), 10)) {
            ledger.record(List.of(new Entry.Opened(announcement(plan, 1, RoundPhase.OPEN, 0), Set.of())));
            long began = System.nanoTime();
            for (Entry entry : entries.subList(0, 100)) {
                ledger.record(List.of(entry));
            }
            long singly = System.nanoTime() - began;
            began = System.nanoTime();
            ledger.record(entries.subList(100, 1_000));
            long together = System.nanoTime() - began;
            LOG.info(
                    "updates of 2 KB a second: {} committed singly, {} in a batch of 900",
                    100 * 1_000_000_000L / singly,
                    900 * 1_000_000_000L / together);
            assertThat(Duration.ofNanos(together)).isLessThan(Duration.ofSeconds(10));
        }
        long began = System.nanoTime();
        try (SqliteLedger ledger = SqliteLedger.open(file(), FLEET, plan.plan(), 10)) {
            LOG.info("opened with 1,000 updates in {} ms", (System.nanoTime() - began) / 1_000_000);
            Recollection.Round newest = Objects.requireNonNull(ledger.recall().newest());
            assertThat(newest.updates()).hasSize(1_000);
        }
    }

    private Path file() {
        return folder.resolve("rounds.db");
    }

    private SqliteLedger open() throws LedgerException {
        return open(10);
    }

    private SqliteLedger open(int keepRounds) throws LedgerException {
        return SqliteLedger.open(file(), FLEET, PLAN.plan(), keepRounds);
    }

    private List<Integer> roundsWithUpdates() throws Exception {
        return integers("SELECT DISTINCT round FROM accepted_update ORDER BY round");
    }

    private List<Integer> integers(String query) throws Exception {
        List<Integer> rounds = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                rounds.add(rows.getInt(1));
            }
        }
        return rounds;
    }

    private static RoundAnnouncement announcement(PlanInForce plan, int round, RoundPhase phase, int basis) {
        return new RoundAnnouncement(
                plan.hash(), new RoundNumber(round), phase, new RoundNumber(basis), NOON, NOON.plusSeconds(10), "");
    }

    private static Entry opened(int round, int basis) {
        return new Entry.Opened(announcement(PLAN, round, RoundPhase.OPEN, basis), Set.of(A));
    }

    private static Entry accepted(int round, DeviceId device) {
        return new Entry.Accepted(new RoundNumber(round), device, Plans.update(PLAN, BOTH, 1, 2));
    }

    private static Entry published(int round) {
        return new Entry.Published(
                announcement(PLAN, round, RoundPhase.PUBLISHED, round),
                new GlobalPrototypes(PLAN.hash(), Plans.prototypes(BOTH, 1, 2), List.of(1, 1)),
                Memory.NOTHING);
    }

    private static Entry skipped(int round, int basis) {
        return new Entry.Skipped(announcement(PLAN, round, RoundPhase.SKIPPED, basis), Memory.NOTHING);
    }
}
