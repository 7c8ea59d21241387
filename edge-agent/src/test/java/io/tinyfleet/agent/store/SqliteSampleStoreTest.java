package io.tinyfleet.agent.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.agent.sensor.Channel;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.sensor.Window;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteSampleStoreTest {
    static final Sampling SAMPLING = new Sampling(List.of(Channel.named("x"), Channel.named("y")), 2, 1, 10);

    @TempDir
    private Path folder;

    @Test
    void whatIsAddedIsThereAfterReopening() throws Exception {
        Path file = folder.resolve("samples.db");
        try (SqliteSampleStore store = open(file, 10)) {
            assertThat(store.windows()).isEmpty();
            store.add(List.of(Hoarder.window(7), Hoarder.window(3)));
        }
        try (SqliteSampleStore store = open(file, 10)) {
            assertThat(starts(store)).containsExactly(7.0, 3.0);
            Window first = store.windows().get(0);
            assertThat(first.values()).containsExactly(7, 1, 2, 3);
            assertThat(first.label()).isEqualTo("odd");
            assertThat(first.sensor()).isEqualTo(new SensorId("m1"));
        }
    }

    @Test
    void onlyItsOwnerCanReadIt() throws Exception {
        try (SqliteSampleStore store = open(folder.resolve("samples.db"), 10)) {
            store.add(List.of(Hoarder.window(7)));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSizeGreaterThan(1).allSatisfy(each -> assertThat(
                                Files.getPosixFilePermissions(each))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    @Test
    void ofEachClassTheOldestMakeRoom() throws Exception {
        try (SqliteSampleStore store = open(folder.resolve("samples.db"), 2)) {
            for (int number : new int[] {0, 1, 2, 4, 6, 3}) {
                store.add(List.of(Hoarder.window(number)));
            }
            assertThat(starts(store)).containsExactly(1.0, 4.0, 6.0, 3.0);
        }
    }

    @Test
    void theFileStopsGrowing() throws Exception {
        Path file = folder.resolve("samples.db");
        try (SqliteSampleStore store = open(file, 20)) {
            for (int number = 0; number < 100; number++) {
                store.add(List.of(Hoarder.window(number)));
            }
        }
        long size = Files.size(file);
        try (SqliteSampleStore store = open(file, 20)) {
            for (int number = 100; number < 400; number++) {
                store.add(List.of(Hoarder.window(number)));
            }
            assertThat(store.windows()).hasSize(40);
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(size + 8_192);
    }

    @Test
    void aWindowSentTwiceIsKeptOnce() throws Exception {
        try (SqliteSampleStore store = open(folder.resolve("samples.db"), 10)) {
            store.add(List.of(Hoarder.window(7)));
            store.add(List.of(Hoarder.window(7)));
            assertThat(starts(store)).containsExactly(7.0);
        }
    }

    @Test
    void eitherAllOrNoneAreKept() throws Exception {
        try (SqliteSampleStore store = open(folder.resolve("samples.db"), 10)) {
            Window unlabelled = new Window(new SensorId("m1"), 1, new float[4], null);
            assertThatIllegalArgumentException().isThrownBy(() -> store.add(List.of(Hoarder.window(7), unlabelled)));
            assertThat(store.windows()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("samples.db");
        byte[] garbage = "these are my holiday notes, not a database at all\n"
                .repeat(100)
                .getBytes(UTF_8);
        Files.write(file, garbage);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(file, 10))
                .withMessageContaining("samples.db: cannot be used as a sample store")
                .withMessageContaining("left as it is");
        assertThat(file).hasBinaryContent(garbage);
    }

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("samples.db");
        execute(file, "CREATE TABLE notes(text)");
        byte[] before = Files.readAllBytes(file);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(file, 10))
                .withMessageContaining("another program's database");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aStoreOfANewerVersionIsRefused() throws Exception {
        Path file = folder.resolve("samples.db");
        open(file, 10).close();
        execute(file, "PRAGMA user_version = 2");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(file, 10))
                .withMessageContaining("has layout 2, written by a newer tinyfleet");
    }

    @Test
    void aStoreOfOtherWindowsIsRefused() throws Exception {
        Path file = folder.resolve("samples.db");
        open(file, 10).close();
        Sampling longer = new Sampling(SAMPLING.channels(), 4, 1, 10);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteSampleStore.open(file, longer, 10))
                .withMessageContaining(
                        "holds windows of 2 instants of x, y at 10.0 Hz, but the model takes 4 instants");
    }

    @Test
    void whatWasAcknowledgedSurvivesSigkill() throws Exception {
        Path file = folder.resolve("samples.db");
        for (int kill = 0; kill < 3; kill++) {
            Files.deleteIfExists(file);
            int acknowledged = hoardUntilKilled(file, 40 + 37 * kill);
            Set<Double> kept = new TreeSet<>();
            try (SqliteSampleStore store = open(file, 1_000_000)) {
                kept.addAll(starts(store));
            }
            for (double number = 0; number <= acknowledged; number++) {
                assertThat(kept).contains(number);
            }
            Files.deleteIfExists(file.resolveSibling("samples.db-wal"));
        }
    }

    /** The last number that the process said it had stored. */
    private int hoardUntilKilled(Path file, int after) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hoarder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                if (!line.matches("[0-9]+")) {
                    continue; // what its logging has to say of itself
                }
                said.add(line);
                if (said.size() == after) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("128 + SIGKILL").isEqualTo(137);
        assertThat(said).hasSizeGreaterThanOrEqualTo(after);
        return said.size() - 1;
    }

    private static SqliteSampleStore open(Path file, int mostPerClass) throws StoreException {
        return SqliteSampleStore.open(file, SAMPLING, mostPerClass);
    }

    private static List<Double> starts(SqliteSampleStore store) throws StoreException {
        return store.windows().stream().map(Window::start).toList();
    }

    private static void execute(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
