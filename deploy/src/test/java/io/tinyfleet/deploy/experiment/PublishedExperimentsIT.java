package io.tinyfleet.deploy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.SharedData;
import io.tinyfleet.deploy.TinyfleetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every experiment in {@code deploy/experiments}, quickly: the same runs on a part of the same data, two rounds of one seed.
 */
@Timeout(600)
class PublishedExperimentsIT {
    private static final Path PUBLISHED = Path.of("experiments");
    private static final int IMAGES = 6;
    private static final int DEVICES = 4;
    private static final List<String> PEOPLE = List.of("s01", "s02", "s03", "s04");

    @TempDir
    private Path temporary;

    static List<Path> published() throws IOException {
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyRunOfItGivesResults(Path file) throws Exception {
        String text = Files.readString(file);
        Path out = temporary.resolve("out");
        List<String> arguments = new ArrayList<>(List.of(
                "experiment",
                "--config",
                file.toAbsolutePath().toString(),
                "--rounds",
                "2",
                "--seeds",
                "1",
                "--out",
                out.toString()));
        if (text.contains("dataset: sp-sw-har")) {
            arguments.addAll(
                    List.of("--data", few(SharedData.require("sp-sw-har")).toString()));
        }
        if (text.contains("dataset: cifar-10")) {
            Path listing = shortened(SharedData.require("splits/cifar10-small-split.csv"));
            arguments.addAll(List.of(
                    "--data", SharedData.require("cifar10-jpeg.zip").toString(), "--listing", listing.toString()));
        }
        if (text.contains("\nlate:")) {
            arguments.addAll(List.of("--late", "6@1"));
        }

        try (TinyfleetProcess process = TinyfleetProcess.start(temporary, arguments.toArray(String[]::new))) {
            assertThat(process.awaitExit(Duration.ofMinutes(9)))
                    .as("%s", process.err())
                    .isZero();
            assertThat(process.err()).isEmpty();
        }

        List<String> names = Files.readAllLines(out.resolve("results.csv")).stream()
                .skip(1)
                .filter(line -> line.contains(",1,2,"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(out.resolve("summary.md")).content().contains(names);
        for (String name :
                List.of("run.json", "devices.csv", "accuracy-rounds.png", "accuracy-bytes.png", "norms.png")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
    }

    private Path few(Path recordings) throws IOException {
        Path few = Files.createDirectory(temporary.resolve("recordings"));
        for (String person : PEOPLE) {
            Path home = Files.createDirectory(few.resolve(person));
            try (Stream<Path> files = Files.list(recordings.resolve(person))) {
                for (Path file : files.toList()) {
                    Files.copy(file, home.resolve(file.getFileName()));
                }
            }
        }
        return few;
    }

    /** The first devices, with their first images of each part. */
    private Path shortened(Path listing) throws IOException {
        List<String> lines = Files.readAllLines(listing);
        List<String> kept = new ArrayList<>(List.of(lines.get(0)));
        Map<String, Integer> counts = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean wanted = Integer.parseInt(cells[0]) < DEVICES;
            if (wanted && counts.merge(cells[0] + cells[1], 1, Integer::sum) <= IMAGES) {
                kept.add(line);
            }
        }
        return Files.write(temporary.resolve("listing.csv"), kept);
    }
}
