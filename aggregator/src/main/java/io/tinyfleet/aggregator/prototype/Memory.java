package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.aggregator.prototype.trained.NetworkState;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.Update;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the combination of a round needs of the rounds before. Immutable.
 *
 * @param standing with a plan that lets devices skip classes
 * @param mu with a plan that leaves μ to the aggregator
 * @param network with a method that trains prototypes; {@code null} before the first round
 */
public record Memory(
        StandingUploads standing, MuControl mu, @Nullable NetworkState network) {
    public static final Memory NOTHING = new Memory(StandingUploads.NONE, MuControl.BEGIN, null);

    /** After a round, even one of which nothing came: its devices were told that their updates were accepted. */
    public Memory withAccepted(Plan plan, RoundNumber round, SortedMap<DeviceId, Update> updates) {
        Skipping skipping = plan.skipping();
        return skipping == null ? this : new Memory(standing.with(round, updates, skipping), mu, network);
    }
}
