package io.tinyfleet.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.container.ContainerFleet.Broker;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One device's network is gone for a round; the others go on, and it rejoins. */
class LostNetworkIT {
    private static final RoundNumber NEVER = new RoundNumber(1_000);
    private static final DeviceId LOST = ContainerFleet.device(4);

    @TempDir
    private Path temporary;

    @Test
    void aDeviceMissesARoundAndRejoins() throws Exception {
        Map<String, String> settings = Map.of("TINYFLEET_ROUNDS_QUORUM", "3", "TINYFLEET_ROUNDS_DEADLINE", "15s");
        try (ContainerFleet fleet = ContainerFleet.start(temporary, Broker.OURS, NEVER, settings)) {
            // A round that lacks only another device's update: the lost one has no more to say in it.
            RoundNumber before = fleet.hold(3);
            fleet.agent(4).disconnect();
            fleet.agent(3).unpause();
            RoundNumber missed = before.next();
            fleet.awaitPublished(missed);
            fleet.agent(4).reconnect();
            fleet.await(
                    "a round with the lost device",
                    () -> fleet.witness().latestAccepted(LOST).value() > missed.value());
            RoundNumber rejoined = fleet.witness().latestAccepted(LOST);
            fleet.hold(3);
            LedgerAudit audit = fleet.finish();
            assertThat(audit.updates(missed).keySet()).hasSize(3).doesNotContain(LOST);
            assertThat(audit.updates(rejoined)).containsKey(LOST);
        }
    }
}
