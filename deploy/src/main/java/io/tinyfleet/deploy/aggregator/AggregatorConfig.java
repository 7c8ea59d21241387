package io.tinyfleet.deploy.aggregator;

import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.deploy.plan.PlanSettings;
import io.tinyfleet.operations.http.HttpSettings;
import io.tinyfleet.operations.settings.BrokerAddress;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregator runs by. {@code deploy/config/aggregator.yaml} says what each setting means.
 *
 * @param ledger resolved, like all paths, against the configuration file's folder
 * @param http where health and metrics are told; {@code null} for nowhere
 * @param effective all settings as they are in force, for the log
 */
record AggregatorConfig(
        FleetId fleet,
        BrokerAddress broker,
        Path ledger,
        int keepRounds,
        RoundSettings rounds,
        Plan plan,
        @Nullable HttpSettings http,
        String effective) {
    private static final int MOST_DEVICES = 100_000;

    static AggregatorConfig load(Path file, Map<String, String> environment) throws UserMistake {
        Settings settings = new Settings(file.toString(), YamlFile.read(file), environment);
        FleetId fleet = settings.value("fleet", null, new FleetId("none"), FleetId::new);
        Path beside = file.toAbsolutePath();
        BrokerAddress broker = BrokerAddress.read(settings, beside);
        Path ledger = settings.value("ledger.file", null, beside, beside::resolveSibling);
        Integer last = settings.optionalInteger("rounds.last", 1, Integer.MAX_VALUE);
        RoundSettings rounds = new RoundSettings(
                settings.integer("rounds.start-with", "2", 1, MOST_DEVICES),
                settings.integer("rounds.extensions", "2", 0, 1_000),
                last == null ? null : new RoundNumber(last));
        Plan plan = plan(settings);
        int keepRounds = settings.integer("ledger.keep-rounds", usualKeepRounds(plan), 1, 1_000_000);
        HttpSettings http = HttpSettings.read(settings).orElse(null);
        settings.requireNone();
        if (plan == null) {
            throw new IllegalStateException("no plan and no problem: this is a bug");
        }
        return new AggregatorConfig(fleet, broker, ledger, keepRounds, rounds, plan, http, settings.effective());
    }

    /** An update has some kilobytes, but a model has megabytes. */
    private static String usualKeepRounds(@Nullable Plan plan) {
        return plan != null && plan.method().exchange() == Method.Exchange.MODEL ? "2" : "10";
    }

    /** {@code null} if a problem was noted. */
    private static @Nullable Plan plan(Settings settings) {
        RoundPolicy policy = new RoundPolicy(
                settings.duration("rounds.deadline", "5m", RoundPolicy.SHORTEST_DEADLINE, RoundPolicy.LONGEST_DEADLINE),
                settings.integer("rounds.quorum", "2", 1, MOST_DEVICES));
        return new PlanSettings(settings, "plan.").read(settings.list("plan.classes"), policy);
    }
}
