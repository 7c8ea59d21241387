package io.tinyfleet.deploy;

import io.tinyfleet.broker.BrokerSettings;
import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.broker.EmbeddedBroker;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet broker}. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a HiveMQ broker by itself, on 127.0.0.1, until it is told to end (Ctrl-C or SIGTERM).",
        footer = {"", "Example:", "  tinyfleet broker --port 1883 --data-dir /var/lib/tinyfleet/broker"})
public final class BrokerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "1883",
            description = "port on 127.0.0.1, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--data-dir",
            required = true,
            paramLabel = "DIR",
            description = "where the broker keeps sessions and retained messages; made if missing")
    private Path dataDirectory;

    @Override
    public Integer call() throws UserMistake, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings());
                Stopping stopping = Stopping.onSignal(() -> {
                    broker.close();
                    ended.countDown();
                })) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("broker on 127.0.0.1:" + broker.port());
            out.flush();
            ended.await();
        } catch (BrokerStartException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
        return CommandLine.ExitCode.OK;
    }

    private BrokerSettings settings() throws UserMistake {
        try {
            return BrokerSettings.openOnLoopback(port, dataDirectory);
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--" + e.getMessage(), e);
        }
    }
}
