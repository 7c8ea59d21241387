package io.tinyfleet.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.container.ContainerFleet.Broker;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that the fleet's authority does not vouch for get nowhere, and the fleet does not mind. */
class StrangersIT {
    private static final RoundNumber NEVER = new RoundNumber(1_000_000);
    private static final DeviceId BARE = new DeviceId("bare");
    private static final DeviceId REVOKED = new DeviceId("revoked");
    private static final DeviceId FOREIGN = new DeviceId("foreign");

    @TempDir
    private Path temporary;

    @Test
    void nobodyGetsInWithoutACertificateThatCounts() throws Exception {
        FleetFolder folder = ContainerFleet.found(temporary.resolve("fleet"));
        folder.add(BARE);
        folder.add(REVOKED);
        folder.revoke(REVOKED);
        FleetFolder other = ContainerFleet.found(temporary.resolve("other"));
        other.add(FOREIGN);
        try (ContainerFleet fleet = ContainerFleet.start(temporary, folder, Broker.OURS, NEVER, Map.of())) {
            Map<ProgramContainer, String> strangers = Map.of(
                    fleet.startStranger(folder.device(BARE), BARE, Map.of("TINYFLEET_BROKER_TLS", "none")),
                    "Connection lost",
                    fleet.startStranger(folder.device(REVOKED), REVOKED, Map.of()),
                    "Banned",
                    fleet.startStranger(other.device(FOREIGN), FOREIGN, Map.of()),
                    "PKIX path validation failed");

            strangers.forEach((stranger, refusal) ->
                    fleet.await(refusal, () -> stranger.getLogs().contains(refusal)));
            RoundNumber round = fleet.witness().latestAccepted(ContainerFleet.device(1));
            fleet.awaitPublished(round.next().next());
            fleet.hold(4);
            LedgerAudit audit = fleet.finish();

            assertThat(fleet.witness().heard()).isEqualTo(fleet.devices());
            assertThat(audit.devices()).isEqualTo(fleet.devices());
            assertThat(strangers.keySet())
                    .allSatisfy(stranger -> assertThat(stranger.isRunning()).isTrue());
        }
    }
}
