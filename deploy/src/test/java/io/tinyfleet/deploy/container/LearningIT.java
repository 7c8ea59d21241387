package io.tinyfleet.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.container.ContainerFleet.Broker;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.protocol.RoundNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Four agents learn together over mutual TLS, through our broker and through one that is not ours. */
class LearningIT {
    private static final RoundNumber LAST = new RoundNumber(3);

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource
    void fourAgentsLearnOverThreeRounds(Broker kind) throws Exception {
        try (ContainerFleet fleet = ContainerFleet.start(temporary, kind, LAST, Map.of())) {
            fleet.awaitOver();
            for (ProgramContainer program : fleet.ownPrograms()) {
                fleet.await("health of " + program, () -> program.health().equals("healthy"));
            }
            LedgerAudit audit = fleet.finish();
            for (RoundNumber round : List.of(RoundNumber.FIRST, new RoundNumber(2), LAST)) {
                assertThat(audit.updates(round).keySet())
                        .as("updates of round %s", round)
                        .isEqualTo(fleet.devices());
            }
            assertThat(fleet.witness().loss(LAST))
                    .as("mean loss")
                    .isLessThan(fleet.witness().loss(RoundNumber.FIRST));
        }
    }
}
