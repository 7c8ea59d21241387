package io.tinyfleet.deploy.broker;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.broker.EmbeddedBroker;
import io.tinyfleet.operations.Program;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.http.Health;
import io.tinyfleet.operations.http.Meters;
import io.tinyfleet.operations.http.OperationsServer;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet broker}: its composition root. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a fleet's HiveMQ broker until it is told to end (Ctrl-C or SIGTERM). It lets in whom the fleet's"
                    + " authority has signed for, and cuts off devices that are revoked while it runs."
        },
        footer = {
            "",
            "Every setting of the file can also be set in the environment: listen.port as TINYFLEET_LISTEN_PORT.",
            "",
            "Example:",
            "  tinyfleet fleet init my-fleet",
            "  tinyfleet broker --config my-fleet/broker.yaml"
        })
public final class BrokerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "YAML file; deploy/config/broker.yaml is a sample with all settings")
    private Path file;

    @Override
    public Integer call() throws UserMistake, InterruptedException {
        BrokerConfig config = BrokerConfig.load(file, System.getenv());
        Program.logProgress();
        LOG.info("settings: {}", config.effective());
        CountDownLatch ended = new CountDownLatch(1);
        PrometheusMeterRegistry meters = Meters.create();
        try (EmbeddedBroker broker = EmbeddedBroker.start(config.broker());
                OperationsServer http = OperationsServer.startIfWanted(config.http(), health(broker), meters);
                Stopping stopping = Stopping.onSignal(() -> {
                    LOG.info("told to end");
                    broker.close();
                    ended.countDown();
                })) {
            broker.measure(meters);
            PrintWriter out = spec.commandLine().getOut();
            out.println("broker of fleet " + config.fleet() + " on "
                    + broker.address().getHostAddress() + ":" + broker.port());
            out.flush();
            ended.await();
        } catch (BrokerStartException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
        return CommandLine.ExitCode.OK;
    }

    private static Health health(EmbeddedBroker broker) {
        return new Health(Map.of("broker", broker::problem));
    }
}
