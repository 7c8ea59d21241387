package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.SharedCores;
import io.tinyfleet.deploy.plan.PlanSettings;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.settings.DurationConverter;
import io.tinyfleet.operations.settings.Labels;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tinyfleet demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a whole fleet on this machine: a HiveMQ broker, an aggregator and DJL agents that learn together by"
                    + " exchanging sparse prototypes over MQTT 5. Then trains the same devices alone, to compare."
        },
        footer = {
            "",
            "Examples:",
            "  tinyfleet demo",
            "  tinyfleet demo --devices 4 --rounds 5 --seed 7 --report result.json",
            "  tinyfleet demo --dataset sp-sw-har --data sp-sw-har --devices 46",
            "",
            "Same options, same seed, same machine: same accuracies, unless a device misses a deadline."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_DEVICES = 200;
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_DIMENSIONS = 4_096;

    /** Exit code of a program ended by Ctrl-C, by convention. */
    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            defaultValue = "machines",
            paramLabel = "NAME",
            description = "machines: generated vibrations; sp-sw-har: recordings of phones and watches, see --data"
                    + " (default: ${DEFAULT-VALUE})")
    private Dataset dataset;

    @Option(names = "--data", paramLabel = "DIR", description = "the folder with the recordings s01 … s23")
    private @Nullable Path data;

    @Option(names = "--devices", defaultValue = "8", paramLabel = "N", description = "devices (default: 8)")
    private int devices;

    @Option(names = "--rounds", defaultValue = "10", paramLabel = "R", description = "rounds (default: 10)")
    private int rounds;

    @Option(names = "--d", paramLabel = "D", defaultValue = "500", description = "feature dimensions (default: 500)")
    private int dimensions;

    @Option(
            names = "--s",
            paramLabel = "S",
            defaultValue = "50",
            description = "dimensions that a class sends (default: 50)")
    private int kept;

    @Option(names = "--lambda", paramLabel = "L", defaultValue = "1", description = "weight of the pull (default: 1)")
    private double lambda;

    @Option(
            names = "--mu",
            paramLabel = "M",
            defaultValue = "auto",
            description = "scale of global prototypes: set by the aggregator, or a number (default: auto)")
    private Mu mu;

    @Option(
            names = "--off-mask",
            paramLabel = "zero|free",
            defaultValue = "zero",
            description = "pull what a class does not send to zero, or leave it free (default: zero)")
    private OffMask offMask;

    @Option(
            names = "--aps",
            paramLabel = "mean|sum",
            defaultValue = "mean",
            description = "combine scaled prototypes by mean or sum (default: mean)")
    private Aps aps;

    @Option(
            names = "--masks",
            paramLabel = "blocks|balanced",
            defaultValue = "balanced",
            description = "class masks: blocks or balanced (default: balanced)")
    private MaskScheme masks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of data, masks, initial weights and order (default: 1)")
    private long seed;

    @Option(
            names = "--deadline",
            defaultValue = "2m",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "longest time for a round, such as 30s or 2m (default: 2m)")
    private Duration deadline;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the broker's port on 127.0.0.1, 0 for any free one (default: 0)")
    private int port;

    @Option(names = "--report", paramLabel = "FILE", description = "write the outcome there as JSON")
    private @Nullable Path report;

    /** How this command's options are written. */
    public static void registerConverters(CommandLine command) {
        command.registerConverter(Dataset.class, Labels.converter(Dataset.class));
        command.registerConverter(Mu.class, DemoCommand::mu);
        command.registerConverter(OffMask.class, Labels.converter(OffMask.class));
        command.registerConverter(Aps.class, Labels.converter(Aps.class));
        command.registerConverter(MaskScheme.class, Labels.converter(MaskScheme.class));
    }

    private static Mu mu(String text) {
        try {
            return PlanSettings.mu(text, new Mu.Auto(Mu.Auto.DEFAULT_TARGET));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
    }

    @Override
    public Integer call() throws UserMistake, IOException, InterruptedException {
        DemoSettings settings = settings();
        Path reportFile = report;
        if (reportFile != null) {
            requireWritable(reportFile);
        }
        PrintWriter out = spec.commandLine().getOut();
        SharedCores cores = new SharedCores();
        DataSource source = open(settings);
        List<Participant> participants = participants(settings, source, cores);
        Plan plan = settings.plan(source.classNames());
        describe(out, settings, plan, participants);
        boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
        try (Demo demo = new Demo(settings, plan, participants, cores, out, terminal);
                Stopping stopping = Stopping.onSignal(demo::close)) {
            DemoResult result = demo.run();
            if (result == null) {
                return INTERRUPTED;
            }
            new ResultTable(out).print(result);
            if (reportFile != null) {
                DemoReport.of(result).write(reportFile);
                out.println("report written to " + reportFile);
            }
            return CommandLine.ExitCode.OK;
        } catch (CancellationException e) {
            return INTERRUPTED;
        } catch (BrokerStartException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private DemoSettings settings() throws UserMistake {
        requireBetween("--devices", devices, 1, MOST_DEVICES);
        requireBetween("--rounds", rounds, 1, MOST_ROUNDS);
        requireBetween("--d", dimensions, 1, MOST_DIMENSIONS);
        requireBetween("--s", kept, 1, dimensions);
        requireBetween("--port", port, 0, 65_535);
        DemoSettings settings = new DemoSettings(
                dataset, devices, rounds, dimensions, kept, lambda, mu, offMask, aps, masks, seed, deadline, port);
        try {
            settings.objective();
            settings.roundPolicy();
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--" + e.getMessage(), e);
        }
        return settings;
    }

    private static void requireBetween(String option, int value, int lowest, int highest) throws UserMistake {
        if (value < lowest || value > highest) {
            throw new UserMistake(option + " must be " + lowest + " to " + highest + ", but is " + value);
        }
    }

    /** Better now than after minutes of training. */
    private static void requireWritable(Path file) throws UserMistake {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw new UserMistake("--report: cannot write " + file + "; expected a file in a folder that exists");
        }
    }

    private DataSource open(DemoSettings settings) throws UserMistake {
        try {
            DataSource source = settings.dataset().open(data, settings.devices(), settings.seed());
            if (source.devices().size() < settings.devices()) {
                throw new UserMistake(
                        "--devices must be 1 to " + source.devices().size() + " for " + Labels.of(settings.dataset())
                                + ", but is " + settings.devices());
            }
            return source;
        } catch (DataException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Participant> participants(DemoSettings settings, DataSource source, SharedCores cores)
            throws UserMistake {
        try {
            return Participant.first(settings.devices(), source, settings.seed(), cores);
        } catch (DataException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private static void describe(PrintWriter out, DemoSettings settings, Plan plan, List<Participant> participants) {
        int samples = participants.stream()
                .mapToInt(participant -> participant.data().train().size())
                .sum();
        List<String> architectures =
                participants.stream().map(Participant::architecture).distinct().toList();
        out.printf(
                Locale.ROOT,
                "%s: %d devices, %d classes, %,d training samples; models %s%n",
                Labels.of(settings.dataset()),
                participants.size(),
                plan.classes(),
                samples,
                String.join(", ", architectures));
        out.printf(
                Locale.ROOT,
                "plan: %s, d=%d, s=%d, λ=%s, μ=%s, off-mask %s, aps %s, masks %s, seed %d%n",
                plan.method().label(),
                plan.dimensions(),
                plan.kept(),
                settings.lambda(),
                settings.muText(),
                Labels.of(settings.offMask()),
                Labels.of(settings.aps()),
                Labels.of(settings.masks()),
                settings.seed());
        out.flush();
    }
}
