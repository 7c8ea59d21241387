package io.tinyfleet.deploy.experiment.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.deploy.experiment.outcome.jfreechart.HeatMap;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.LineChart;
import io.tinyfleet.deploy.experiment.outcome.jfreechart.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes an experiment's folder: measurements first, then what a person reads of them. */
public final class Outcome {
    private final Path folder;
    private final List<Picture> pictures = new ArrayList<>();

    private Outcome(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes {@code results.csv}, {@code devices.csv}, {@code classes.csv}, {@code tau.csv}, {@code prototypes.csv},
     * {@code run.json}, charts and {@code summary.md}, each as a whole, over those of an earlier call.
     *
     * @throws IllegalArgumentException if there are no results, or seeds of a run have no round in common
     */
    public static void write(Path folder, Results results, RunDescription description) throws IOException {
        Files.createDirectories(folder);
        results.write(folder);
        description.write(folder);
        new Outcome(folder).tell(results, description);
    }

    private void tell(Results results, RunDescription description) throws IOException {
        List<Run> runs = Run.all(results);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("there are no results");
        }
        draw(runs, results);
        WholeFile.write(
                folder.resolve(Summary.NAME),
                Summary.text(runs, results, pictures, description).getBytes(UTF_8));
    }

    private void draw(List<Run> runs, Results results) throws IOException {
        Charts charts = new Charts(runs);
        draw("accuracy-rounds", charts.accuracyOverRounds());
        Optional<LineChart> bytes = charts.accuracyOverBytes();
        if (bytes.isPresent()) {
            draw("accuracy-bytes", bytes.get());
        }
        draw("norms", charts.norms());
        for (Run run : runs) {
            ClassCharts classes = new ClassCharts(run.name(), results);
            Optional<LineChart> taus = classes.taus();
            if (taus.isPresent()) {
                draw("tau-" + RunName.fileName(run.name()), taus.get());
            }
            Optional<HeatMap> prototypes = classes.prototypes();
            if (prototypes.isPresent()) {
                keep(
                        "prototypes-" + RunName.fileName(run.name()),
                        prototypes.get().title(),
                        Png.of(prototypes.get()));
            }
        }
    }

    private void draw(String name, LineChart chart) throws IOException {
        keep(name, chart.title(), Png.of(chart));
    }

    private void keep(String name, String title, byte[] png) throws IOException {
        Picture picture = new Picture(name + ".png", title);
        WholeFile.write(folder.resolve(picture.file()), png);
        pictures.add(picture);
    }
}
