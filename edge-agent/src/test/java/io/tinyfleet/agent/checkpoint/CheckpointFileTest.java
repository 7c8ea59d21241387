package io.tinyfleet.agent.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final Provenance OURS =
            new Provenance(new FleetId("yard"), new DeviceId("gw-17"), "cnn", new SampleShape(3, 256));
    private static final PlanHash PLAN = new PlanHash(0x0123_4567_89ab_cdefL);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("checkpoint");
    }

    @Test
    void nothingIsKeptAtFirst() throws Exception {
        assertThat(CheckpointFile.open(folder, OURS).newest()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void theNewestIsThereAgainToTheLastBit() throws Exception {
        CheckpointFile kept = CheckpointFile.open(folder, OURS);
        assertThat(kept.keep(owing(1))).isTrue();
        assertThat(kept.keep(owing(2))).isTrue();
        assertThat(CheckpointFile.open(folder, OURS).newest()).hasValue(owing(2));

        assertThat(kept.keep(owingNothing(3))).isTrue();
        assertThat(CheckpointFile.open(folder, OURS).newest()).hasValue(owingNothing(3));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whateverAnUpdateCarriesIsThereAgain() throws Exception {
        SparsePrototypes none = SparsePrototypes.none(2);
        SharedModel model = new SharedModel(17, new float[] {-0.0f, Float.MIN_VALUE, 0.1f});
        for (Update update : List.of(
                new Update(PLAN, none),
                new Update(PLAN, none, 0.0, null),
                new Update(PLAN, none, 1e308, null),
                new Update(PLAN, none, null, model))) {
            Checkpoint owing = checkpoint(3, new Progress.Owed(update, Instant.EPOCH));
            assertThat(CheckpointFile.open(folder, OURS).keep(owing)).isTrue();
            assertThat(CheckpointFile.open(folder, OURS).newest()).hasValue(owing);
        }
    }

    @Test
    void whatAKilledWriterLeftBesideItIsNoCheckpoint() throws Exception {
        CheckpointFile.open(folder, OURS).keep(owing(1));
        Path part = folder.resolve("checkpoint.new");
        Files.write(part, new byte[] {1, 2, 3});

        CheckpointFile again = CheckpointFile.open(folder, OURS);
        assertThat(again.newest()).hasValue(owing(1));
        again.keep(owing(2));
        assertThat(part).doesNotExist();
        assertThat(again.newest()).hasValue(owing(2));
    }

    @Test
    void aFileCutAnywhereIsRefusedAndLeftAsItIs() throws Exception {
        byte[] whole = CheckpointCodec.encode(new CheckpointCodec.Content(OURS, owing(2)));
        for (int length = 0; length < whole.length; length++) {
            expectRefused(Arrays.copyOf(whole, length), length < 12 ? "is no checkpoint" : "is damaged");
        }
    }

    @Test
    void aFileWithAnyBitTurnedIsRefused() throws Exception {
        byte[] whole = CheckpointCodec.encode(new CheckpointCodec.Content(OURS, owing(2)));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] turned = whole.clone();
            turned[bit / 8] ^= (byte) (1 << (bit % 8));
            expectRefused(turned, "it is left as it is: move it away to start anew");
        }
    }

    @Test
    void anotherFormatIsRefusedByName() throws Exception {
        byte[] another = CheckpointCodec.encode(new CheckpointCodec.Content(OURS, owing(2)));
        another[7] = 1;
        expectRefused(another, "has format 1, but this tinyfleet knows format 2 only");
        another[7] = 3;
        expectRefused(another, "has format 3, but this tinyfleet knows format 2 only");
    }

    @Test
    void anothersCheckpointIsRefused() throws Exception {
        CheckpointFile.open(folder, OURS).keep(owing(1));
        for (Provenance another : List.of(
                new Provenance(new FleetId("field"), OURS.device(), OURS.model(), OURS.shape()),
                new Provenance(OURS.fleet(), new DeviceId("gw-18"), OURS.model(), OURS.shape()),
                new Provenance(OURS.fleet(), OURS.device(), "mlp", OURS.shape()),
                new Provenance(OURS.fleet(), OURS.device(), OURS.model(), new SampleShape(6, 128)))) {
            assertThatThrownBy(() -> CheckpointFile.open(folder, another))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": is of " + OURS + ", but this is to be " + another
                            + "; it is left as it is: move it away to start anew");
        }
        assertThat(CheckpointFile.open(folder, OURS).newest()).hasValue(owing(1));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        CheckpointFile kept = CheckpointFile.open(folder, OURS);
        // Stands in the way of the file that is written first, and is not empty.
        Files.createDirectories(folder.resolve("checkpoint.new/full"));

        assertThatThrownBy(() -> kept.keep(owing(1)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": cannot be written: ");
        assertThat(file).doesNotExist();
    }

    private void expectRefused(byte[] bytes, String why) throws Exception {
        Files.write(file, bytes);
        assertThatThrownBy(() -> CheckpointFile.open(folder, OURS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(why);
        assertThat(file).hasBinaryContent(bytes);
    }

    private static Checkpoint owing(int round) {
        SparsePrototypes prototypes =
                new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {round, -0.0f, Float.MIN_VALUE, 1e30f});
        return checkpoint(
                round, new Progress.Owed(new Update(PLAN, prototypes), Instant.parse("2026-01-01T00:00:00.123Z")));
    }

    private static Checkpoint owingNothing(int round) {
        return checkpoint(round, null);
    }

    private static Checkpoint checkpoint(int round, Progress.@Nullable Owed owed) {
        return new Checkpoint(
                new Progress(PLAN, new RoundNumber(round), owed),
                new ModelState(round, new float[] {0.1f, -0.2f, 0.3f}),
                new EpochLosses(1.5, 0.25),
                Duration.ofMillis(1_234));
    }
}
