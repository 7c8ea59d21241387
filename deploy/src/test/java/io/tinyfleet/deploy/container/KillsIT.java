package io.tinyfleet.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.container.ContainerFleet.Broker;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.protocol.RoundNumber;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's program is killed in the midst of a round and comes back; the round goes on as if nothing had been. */
class KillsIT {
    /** So long that no round ends because of it. */
    private static final Map<String, String> PATIENT = Map.of("TINYFLEET_ROUNDS_DEADLINE", "10m");

    @TempDir
    private Path temporary;

    @Test
    void aRoundSurvivesTheBroker() throws Exception {
        killInTheMidstOfARound(ContainerFleet::broker);
    }

    @Test
    void aRoundSurvivesTheAggregator() throws Exception {
        killInTheMidstOfARound(ContainerFleet::aggregator);
    }

    private void killInTheMidstOfARound(Function<ContainerFleet, ProgramContainer> whom) throws Exception {
        try (ContainerFleet fleet = ContainerFleet.start(temporary, Broker.OURS, new RoundNumber(4), PATIENT)) {
            RoundNumber held = fleet.hold(4);
            whom.apply(fleet).kill();
            assertThat(fleet.witness().accepted(held)).doesNotContain(ContainerFleet.device(4));
            assertThat(fleet.witness().globals()).doesNotContainKey(held);
            whom.apply(fleet).startAgain();
            fleet.agent(4).unpause();
            fleet.awaitOver();
            LedgerAudit audit = fleet.finish();
            assertThat(audit.updates(held).keySet()).isEqualTo(fleet.devices());
        }
    }
}
