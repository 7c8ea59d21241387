package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SummaryTest {
    /** Two seeds, two rounds. Best of alone is round 1 with 0.625, since the second seed falls back. */
    private static final List<Row> ALONE = List.of(
            Row.of("alone", "alone", 1, 1).scores(0.6, null, 0.5).norm(2),
            Row.of("alone", "alone", 1, 2).scores(0.7, null, 0.5).norm(3),
            Row.of("alone", "alone", 2, 1).scores(0.65, null, 0.5).norm(2),
            Row.of("alone", "alone", 2, 2).scores(0.5, null, 0.5).norm(3));

    private static final List<Row> DENSE = List.of(
            Row.of("dense", "fedproto", 1, 1).scores(0.5, null, 0.5).bytes(1000, 0),
            Row.of("dense", "fedproto", 1, 2).scores(0.5, 0.9, 0.5).bytes(1000, 4000),
            Row.of("dense", "fedproto", 2, 1).scores(0.5, null, 0.5).bytes(1000, 0),
            Row.of("dense", "fedproto", 2, 2).scores(0.5, 0.8, 0.5).bytes(1000, 4000));

    private static final List<Row> SPARSE = List.of(
            Row.of("sparse", "tinyproto-fp", 1, 1).scores(0.5, null, 0.575).bytes(100, 0),
            Row.of("sparse", "tinyproto-fp", 1, 2)
                    .scores(0.5, 0.25, 0.625)
                    .bytes(100, 400)
                    .norm(8));

    private static final List<Run> RUNS = Run.all(new Results(
            Stream.of(ALONE, DENSE, SPARSE)
                    .flatMap(List::stream)
                    .map(Row::result)
                    .toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));

    private static final String SUMMARY = Summary.text(
            RUNS,
            Results.NONE,
            List.of(new Picture("norms.png", "Prototype norms")),
            description("test", "test", "test"));

    @Test
    void saysHowManyThereWere() {
        assertThat(SUMMARY).contains("3 runs, 4 devices, 2 seeds (1, 2). Numbers are");
    }

    @Test
    void lastRoundIsComparedSeedBySeed() {
        // dense − alone: 0.9 − 0.7 and 0.8 − 0.5, so +25 ± 7.07; sparse has one seed: 0.625 − 0.7
        assertThat(section("Accuracy after the last round, mean over devices")).contains("""
                | alone | 2 | 2 | **60.00 ± 14.14** | – | 50.00 ± 0.00 | – | – | – |
                | dense | 2 | 2 | 50.00 ± 0.00 | **85.00 ± 7.07** | 50.00 ± 0.00 | – | 12.50 ± 0.00 | +25.00 ± 7.07 |
                | sparse | 1 | 2 | 50.00 ± – | 25.00 ± – | **62.50 ± –** | – | 12.50 ± – | -7.50 ± – |
                """);
    }

    @Test
    void weightedAccuracyHasItsOwnTable() {
        assertThat(section("Accuracy after the last round, weighted by test samples"))
                .contains("""
                | alone | 2 | 2 | **30.00 ± 7.07** | – | 25.00 ± 0.00 | – | – |
                | dense | 2 | 2 | 25.00 ± 0.00 | **42.50 ± 3.54** | 25.00 ± 0.00 | – | +12.50 ± 3.54 |
                """);
    }

    @Test
    void everyRunHasItsOwnBestRound() {
        assertThat(section("Accuracy at the best round, mean over devices"))
                .contains("""
                | alone | 2 | 1 | **62.50 ± 3.54** | – | 50.00 ± 0.00 | – | – | – |
                | dense | 2 | 2 | 50.00 ± 0.00 | **85.00 ± 7.07** | 50.00 ± 0.00 | – | 12.50 ± 0.00 | +22.50 ± 10.61 |
                | sparse | 1 | 2 | 50.00 ± – | 25.00 ± – | **62.50 ± –** | – | 12.50 ± – | +2.50 ± – |
                """)
                .contains("picked on test data");
    }

    @Test
    void bytesAreComparedWithDensePrototypes() {
        assertThat(section("Bytes per device and round")).contains("""
                | run | up | down | both | of fedproto's |
                |---|---:|---:|---:|---:|
                | alone | 0 | 0 | 0 | – |
                | dense | 1,000 | 2,000 | 3,000 | 1/1.0 |
                | sparse | 100 | 200 | 300 | 1/10.0 |
                """);
    }

    @Test
    void reachingAnAccuracyTakesRoundsAndBytes() {
        // alone reaches 62.5 at best; 90 % of it is 56.25
        assertThat(section("What it takes to reach an accuracy")).contains("""
                | run | rule | rounds to 56.25 % | bytes | rounds to 59.38 % | bytes | rounds to 62.50 % | bytes |
                |---|---:|---:|---:|---:|---:|---:|---:|
                | alone | nearest local | 1 | 0 | 1 | 0 | 1 | 0 |
                | dense | nearest global | 2 | 6,000 | 2 | 6,000 | 2 | 6,000 |
                | sparse | head | 1 | 100 | 2 | 600 | 2 | 600 |
                """);
    }

    /** In binary, 0.007 · 100 / 100 is above 0.007. */
    @Test
    void whatARunReachesIsReached() {
        RoundResult alone =
                Row.of("alone", "alone", 1, 1).scores(0.007, null, 0).result();
        List<Run> runs = Run.all(new Results(List.of(alone), List.of(), List.of(), List.of(), List.of()));

        assertThat(ReachTable.of(runs)).contains("| alone | nearest local | 1 | 0 | 1 | 0 | 1 | 0 |");
    }

    @Test
    void theEndTellsWhetherARunDiverged() {
        assertThat(section("At the end")).contains("""
                | alone | – | – | – | 0.700 ± 0.000 | 0.000 ± 0.000 | 3.000 ± 0.000 | 1.500 ± 0.000 | 1.500 |
                """, """
                | sparse | 0.900 ± – | 0.900 | 2.00e-03 ± – | 0.700 ± – | 0.050 ± – | 8.000 ± – | 8.000 ± – | 1.500 |
                """);
    }

    @Test
    void chartsAreShown() {
        assertThat(SUMMARY)
                .endsWith(
                        "## Charts\n\nLines are means over seeds, bands ± one standard deviation.\n\n![Prototype norms](norms.png)\n");
    }

    @Test
    void saysWhatIsJudgedOnValidationData() {
        assertThat(SUMMARY).doesNotContain("validation");
        assertThat(judgedOn("validation", "validation", "validation"))
                .contains("of them.\n\n**Judged on validation data**: where it says test data");
        assertThat(judgedOn("validation", "test", "validation"))
                .contains("**Judged on validation data** (`alone`, `sparse`): where");
    }

    @Test
    void devicesThatJoinedLateHaveATableIfThereAreAny() {
        assertThat(SUMMARY).doesNotContain("joined late");
        List<DeviceResult> devices = List.of(
                at("alone", 1, 1, "early", 0.9, 0.1),
                at("alone", 1, 2, "late", 0.25, 0.5),
                at("alone", 1, 2, "later", 0.35, 0.4),
                at("alone", 1, 3, "late", 0.5, 0.75),
                at("alone", 2, 1, "early", 0.9, 0.1),
                at("alone", 2, 2, "late", 0.5, 0.65),
                at("dense", 1, 1, "early", 0.9, 0.1));

        assertThat(Summary.text(RUNS, with(devices, List.of()), List.of(), description("test", "test", "test")))
                // head, the best of round 2: (50 + 40) / 2 and 65 in round 1; only the first seed has a second one
                .contains("## Devices that joined late", """
                        | run | rule | round 1 | round 2 | round 5 | round 10 | round 20 |
                        |---|---:|---:|---:|---:|---:|---:|
                        | alone | head | 55.00 ± 14.14 | 75.00 ± – | – | – | – |

                        """);
    }

    @Test
    void classesHaveATableByWhatDevicesHaveOfThem() {
        assertThat(SUMMARY).doesNotContain("Classes by what");
        List<ClassResult> classes = List.of(
                of("alone", 1, "a", 0, 10, new Scores(0, null, 0.1, null)),
                of("alone", 1, "a", 20, 30, new Scores(0.5, null, 0.75, null)),
                of("alone", 1, "b", 6, 10, new Scores(0.9, null, 0.25, null)),
                of("alone", 2, "a", 20, 30, new Scores(0.5, null, 0.375, null)),
                of("alone", 2, "b", 51, 1, new Scores(1, null, 0, null)),
                of("dense", 1, "a", 0, 10, new Scores(0, 0.5, 0.1, null)));

        assertThat(Summary.text(RUNS, with(List.of(), classes), List.of(), description("test", "test", "test")))
                // local: (15 + 9) / 40 and 15 / 30; head would be 25 / 40 and 11.25 / 30
                .contains("## Classes by what a device has of them", """
                        | run | 0 | 6–20 | 51 and more |
                        |---|---:|---:|---:|
                        | alone | 10.00 ± – head | 55.00 ± 7.07 nearest local | 100.00 ± – nearest local |
                        | dense | 50.00 ± – nearest global | – | – |
                        | sparse | – | – | – |

                        """);
    }

    private static ClassResult of(String run, long seed, String device, int train, int test, Scores scores) {
        return new ClassResult(run, seed, device, 0, train, test, scores);
    }

    private static Results with(List<DeviceResult> devices, List<ClassResult> classes) {
        return new Results(List.of(), List.of(), List.of(), devices, classes);
    }

    private static DeviceResult at(String run, long seed, int round, String device, double local, double head) {
        return new DeviceResult(run, seed, round, device, 10, 2, new Scores(local, null, head, null));
    }

    private static String judgedOn(String alone, String dense, String sparse) {
        return Summary.text(RUNS, Results.NONE, List.of(), description(alone, dense, sparse));
    }

    private static RunDescription description(String alone, String dense, String sparse) {
        return new RunDescription(
                "tinyfleet experiment",
                Map.of(
                        "alone", Map.of("judge-on", alone),
                        "dense", Map.of("judge-on", dense),
                        "sparse", Map.of("judge-on", sparse)),
                List.of(1L, 2L),
                Map.of(),
                Versions.here("1", "2"),
                "",
                null);
    }

    private static String section(String title) {
        String rest = SUMMARY.substring(SUMMARY.indexOf("## " + title + "\n"));
        return rest.substring(0, rest.indexOf("\n## ", 1));
    }
}
