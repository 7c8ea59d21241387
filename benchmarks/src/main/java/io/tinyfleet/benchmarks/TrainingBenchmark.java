package io.tinyfleet.benchmarks;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * How fast boards' models train through DJL, beside the same models in plain PyTorch, and what the pulls cost. The
 * contenders take turns, so that whatever else the machine does falls on all of them alike.
 */
@Command(
        name = "training.sh",
        mixinStandardHelpOptions = true,
        description = "Trains boards' models through DJL and in PyTorch for Python, and compares.",
        footer = {
            "",
            "Needs Debian's python3-torch. Ratios are medians over the turns, by the clock on the wall (by cores' time):",
            "DJL to Python, a step with the squared pull to one without, one with the contrastive pull to one without."
        })
public final class TrainingBenchmark implements Callable<Integer> {
    private static final int BATCH = 32;
    private static final int WARM_UP_STEPS = 32;
    private static final double SECONDS_A_TURN = 0.4;
    private static final SampleShape SERIES = new SampleShape(6, 128);
    private static final SampleShape IMAGE = new SampleShape(3, 32, 32);

    @Spec
    private CommandSpec spec;

    @Option(names = "--script", required = true, hidden = true)
    private Path script;

    @Option(
            names = "--python",
            defaultValue = "/usr/bin/python3",
            description = "An interpreter that has torch (default: ${DEFAULT-VALUE}).")
    private Path python;

    @Option(names = "--threads", defaultValue = "1", description = "Of each contender (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--turns", defaultValue = "7", description = "Of each contender (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Parameters(
            paramLabel = "MODEL",
            defaultValue = "CNN RESNET_8 MOBILENET_V2 SHUFFLENET_V2 EFFICIENTNET_B0",
            split = " ",
            description = "Any of ${DEFAULT-VALUE}; without, all of them.")
    private List<Architecture> models;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainingBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        PrintWriter out = spec.commandLine().getOut();
        try (PythonTrainer rival =
                new PythonTrainer(python, script, threads, BATCH, BoardTrainer.DIMENSIONS, BoardTrainer.CLASSES)) {
            out.printf(Locale.ROOT, "%s; batch %d, %d thread(s), %d turns%n", rival.version(), BATCH, threads, turns);
            out.printf(
                    Locale.ROOT,
                    "%-16s %10s %10s  %-15s %-15s %s%n",
                    "",
                    "Python/s",
                    "DJL/s",
                    "DJL : Python",
                    "squared : CE",
                    "contrastive : CE");
            for (Architecture model : models) {
                compare(model, rival, out);
            }
        }
        return 0;
    }

    private void compare(Architecture model, PythonTrainer rival, PrintWriter out) throws IOException {
        SampleShape shape = model.takes(IMAGE) ? IMAGE : SERIES;
        Turns theirs = new Turns();
        Turns plain = new Turns();
        Turns squared = new Turns();
        Turns contrastive = new Turns();
        int steps;
        try (BoardTrainer board = new BoardTrainer(model, shape, BATCH)) {
            board.train(BoardTrainer.squared(), WARM_UP_STEPS);
            board.train(BoardTrainer.contrastive(), WARM_UP_STEPS);
            rival.train(model.label(), shape, WARM_UP_STEPS);
            double seconds = board.train(BoardTrainer.none(), WARM_UP_STEPS).wall();
            steps = (int) Math.ceil(SECONDS_A_TURN / seconds) * WARM_UP_STEPS;
            for (int turn = 0; turn < turns; turn++) {
                theirs.add(rival.train(model.label(), shape, steps));
                plain.add(board.train(BoardTrainer.none(), steps));
                squared.add(board.train(BoardTrainer.squared(), steps));
                contrastive.add(board.train(BoardTrainer.contrastive(), steps));
            }
        }
        double images = steps * BATCH;
        out.printf(
                Locale.ROOT,
                "%-16s %10.0f %10.0f  %-15s %-15s %s%n",
                model.label(),
                images / theirs.median().wall(),
                images / plain.median().wall(),
                text(plain.medianRatioTo(theirs)),
                text(squared.medianRatioTo(plain)),
                text(contrastive.medianRatioTo(plain)));
        out.flush();
    }

    private static String text(Seconds ratio) {
        return String.format(Locale.ROOT, "%.3f (%.3f)", ratio.wall(), ratio.cpu());
    }
}
