package io.tinyfleet.deploy.aggregator;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tinyfleet.aggregator.Aggregator;
import io.tinyfleet.aggregator.FleetObservers;
import io.tinyfleet.aggregator.ledger.LedgerException;
import io.tinyfleet.aggregator.ledger.SqliteLedger;
import io.tinyfleet.aggregator.mqtt.FleetInbox;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.operations.Program;
import io.tinyfleet.operations.Stopping;
import io.tinyfleet.operations.http.Meters;
import io.tinyfleet.operations.http.OperationsServer;
import io.tinyfleet.operations.settings.BrokerAddress;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tinyfleet aggregator}: its composition root. */
@Command(
        name = "aggregator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a fleet's rounds until it is told to end (Ctrl-C or SIGTERM). What it has acknowledged"
                + " survives any crash: it goes on with the same round.",
        footer = {
            "",
            "Every setting of the file can also be set in the environment: broker.port as TINYFLEET_BROKER_PORT.",
            "",
            "Example:",
            "  tinyfleet aggregator --config deploy/config/aggregator.yaml"
        })
public final class AggregatorCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AggregatorCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "YAML file; deploy/config/aggregator.yaml is a sample with all settings")
    private Path file;

    @Override
    public Integer call() throws UserMistake, InterruptedException {
        AggregatorConfig config = AggregatorConfig.load(file, System.getenv());
        Program.logProgress();
        LOG.info("settings: {}", config.effective());
        try (SqliteLedger ledger =
                SqliteLedger.open(config.ledger(), config.fleet(), config.plan(), config.keepRounds())) {
            run(config, ledger);
            return CommandLine.ExitCode.OK;
        } catch (LedgerException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
    }

    private void run(AggregatorConfig config, SqliteLedger ledger) throws UserMistake, InterruptedException {
        LinkSettings link = link(config);
        ReadyLine ready = new ReadyLine(spec.commandLine().getOut(), config);
        PrometheusMeterRegistry meters = Meters.create();
        AggregatorVitals vitals = new AggregatorVitals(meters, Clock.systemUTC());
        try (Aggregator aggregator = new Aggregator(
                        config.fleet(),
                        config.plan(),
                        config.rounds(),
                        ledger,
                        new PahoLink(link, Traffic.IGNORED),
                        Clock.systemUTC(),
                        new FleetObservers(List.of(vitals, ready)));
                OperationsServer http = OperationsServer.startIfWanted(config.http(), vitals.health(), meters);
                Stopping stopping = Stopping.onSignal(() -> {
                    LOG.info("told to end");
                    aggregator.close();
                    ledger.close();
                })) {
            vitals.watch(aggregator);
            aggregator.start();
            aggregator.ended().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the aggregator ended: " + e.getCause(), e);
        }
    }

    private static LinkSettings link(AggregatorConfig config) throws UserMistake {
        BrokerAddress broker = config.broker();
        LinkSettings plain = FleetInbox.listening(
                LinkSettings.of(broker.host(), broker.port(), "aggregator"), new Topics(config.fleet()), config.plan());
        if (broker.tls().isEmpty()) {
            return plain;
        }
        try {
            return plain.withTls(Tls.load(broker.tls().get()));
        } catch (IOException e) {
            throw new UserMistake("broker.tls: " + e.getMessage(), e);
        }
    }
}
