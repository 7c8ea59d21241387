package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    private static final RunDescription DESCRIPTION = new RunDescription(
            "tinyfleet experiment --rounds 3",
            Map.of(),
            List.of(1L),
            Map.of(),
            new Versions("0.1.0", "17", "2.7.1", "Linux", "any"),
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:01:00Z");
    private static final List<String> CHARTS = List.of(
            "accuracy-rounds.png",
            "accuracy-bytes.png",
            "norms.png",
            "tau-tiny-lambda=1.png",
            "prototypes-tiny-lambda=1.png");

    @TempDir
    Path folder;

    @Test
    void aFolderHasEverything() throws IOException {
        Outcome.write(folder, results(1.1), DESCRIPTION);

        List<String> expected = new ArrayList<>(CHARTS);
        expected.addAll(List.of(
                "results.csv", "devices.csv", "classes.csv", "tau.csv", "prototypes.csv", "run.json", "summary.md"));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(folder.resolve("summary.md"))
                .content()
                .contains("`tinyfleet experiment --rounds 3`")
                .contains(CHARTS.stream().map(chart -> "](" + chart + ")").toList());
    }

    @Test
    void chartsArePicturesWithSomethingOnThem() throws IOException {
        Outcome.write(folder, results(1.1), DESCRIPTION);

        for (String chart : CHARTS) {
            BufferedImage image =
                    Objects.requireNonNull(ImageIO.read(folder.resolve(chart).toFile()), chart);
            assertThat(image.getWidth()).as(chart).isEqualTo(900);
            assertThat(image.getHeight()).as(chart).isEqualTo(600);
            assertThat(colours(image)).as(chart).isGreaterThan(20);
        }
    }

    @Test
    void theSameResultsGiveTheSameBytes() throws IOException {
        Outcome.write(folder, results(1.1), DESCRIPTION);
        List<byte[]> first = bytes();
        Outcome.write(folder, results(1.1), DESCRIPTION);

        assertThat(bytes()).usingElementComparator(Arrays::compare).isEqualTo(first);
    }

    @Test
    void otherResultsGiveOtherCharts() throws IOException {
        Outcome.write(folder, results(1.1), DESCRIPTION);
        byte[] norms = Files.readAllBytes(folder.resolve("norms.png"));
        Outcome.write(folder, results(1.2), DESCRIPTION);

        assertThat(Files.readAllBytes(folder.resolve("norms.png"))).isNotEqualTo(norms);
    }

    @Test
    void aRunThatDivergedIsDrawnAsFarAsItGoes() throws IOException {
        Outcome.write(folder, results(1e308), DESCRIPTION);

        assertThat(folder.resolve("norms.png")).isNotEmptyFile();
        assertThat(folder.resolve("summary.md")).content().contains("| ∞ ± ");
    }

    @Test
    void onlyWhatWasMeasuredIsDrawn() throws IOException {
        Results rounds = new Results(results(1.1).rounds(), List.of(), List.of(), List.of(), List.of());
        Outcome.write(folder, rounds, DESCRIPTION);

        assertThat(folder.toFile().list((any, name) -> name.endsWith(".png")))
                .containsExactlyInAnyOrder("accuracy-rounds.png", "accuracy-bytes.png", "norms.png");
    }

    @Test
    void nothingIsToldOfNothing() {
        Results none = Results.NONE;

        assertThatThrownBy(() -> Outcome.write(folder, none, DESCRIPTION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no results");
    }

    /** Three rounds of two seeds, whose prototypes grow by a factor each round. */
    private static Results results(double growth) {
        List<RoundResult> rounds = new ArrayList<>();
        List<ClassTau> taus = new ArrayList<>();
        List<ClassPrototype> prototypes = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            for (int round = 1; round <= 3; round++) {
                double accuracy = 0.2 * round + 0.01 * seed;
                rounds.add(Row.of("alone", "alone", seed, round)
                        .scores(accuracy, null, 0.1)
                        .result());
                rounds.add(Row.of("tiny λ=1", "tinyproto-fp", seed, round)
                        .scores(accuracy + 0.1, 0.3, 0.1)
                        .bytes(100, 200)
                        .norm(Math.pow(growth, round))
                        .result());
                for (int index = 0; index < 4; index++) {
                    taus.add(new ClassTau("tiny λ=1", seed, round, index, 0.3 * round + 0.1 * index));
                }
            }
            for (int index = 0; index < 4; index++) {
                int kept = index;
                prototypes.add(new ClassPrototype(
                        "tiny λ=1",
                        seed,
                        index,
                        IntStream.range(0, 40)
                                .mapToObj(k -> k / 10 == kept ? Float.valueOf(k % 10) : null)
                                .toList()));
            }
        }
        return new Results(rounds, taus, prototypes, List.of(), List.of());
    }

    private List<byte[]> bytes() throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (String name : CHARTS) {
            bytes.add(Files.readAllBytes(folder.resolve(name)));
        }
        bytes.add(Files.readAllBytes(folder.resolve("summary.md")));
        return bytes;
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
