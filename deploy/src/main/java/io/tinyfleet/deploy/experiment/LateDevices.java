package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that devices join a fleet in one certain round. Elsewhere they would do so in that round or in the next, as
 * it happens, and no two runs would be the same. Therefore the fleet's first device keeps its update of that round back
 * until theirs are accepted.
 *
 * <p>Thread-safe. Once closed, nobody waits any more.
 */
final class LateDevices implements AutoCloseable {
    private final DeviceId waiting;
    private final RoundNumber round;
    private final Map<DeviceId, CompletableFuture<@Nullable Void>> accepted = new HashMap<>();
    private final CompletableFuture<?> allAccepted;
    private final CompletableFuture<@Nullable Void> due = new CompletableFuture<>();
    private volatile CompletableFuture<@Nullable Void> come = due;

    /**
     * Of a fleet.
     *
     * @param fleet all of it; the last ones are late, and not all
     */
    LateDevices(List<DeviceId> fleet, LateJoin late) {
        waiting = fleet.get(0);
        round = new RoundNumber(late.after()).next();
        fleet.subList(fleet.size() - late.devices(), fleet.size())
                .forEach(device -> accepted.put(device, new CompletableFuture<>()));
        allAccepted = CompletableFuture.allOf(accepted.values().toArray(CompletableFuture<?>[]::new));
    }

    /** Says how they come online, before the fleet starts: the round before is over then, and theirs is open. */
    void comeBy(Runnable start) {
        come = due.thenRun(start);
    }

    /** Hears what a device does, beside {@code other}. */
    AgentObserver watching(DeviceId device, AgentObserver other) {
        return new AgentObserver() {
            @Override
            public void trained(RoundNumber trained, Duration epoch) {
                if (device.equals(waiting) && trained.equals(round)) {
                    due.complete(null);
                    come.join();
                    allAccepted.join();
                }
            }

            @Override
            public void answered(Receipt receipt) {
                CompletableFuture<@Nullable Void> mine = accepted.get(device);
                if (mine != null && receipt.isAccepted()) {
                    mine.complete(null);
                }
            }

            @Override
            public void judged(RoundNumber judged, Judge judge) {
                other.judged(judged, judge);
            }
        };
    }

    @Override
    public void close() {
        accepted.values().forEach(device -> device.complete(null));
    }
}
