package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.Update;
import java.util.SortedMap;

/**
 * What the combination of a round needs of the rounds before. Immutable.
 *
 * @param standing with a plan that lets devices skip classes
 * @param mu with a plan that leaves μ to the aggregator
 */
public record Memory(StandingUploads standing, MuControl mu) {
    public static final Memory NOTHING = new Memory(StandingUploads.NONE, MuControl.BEGIN);

    /** After a round of which nothing came: its devices were told that their updates were accepted. */
    public Memory withSkipped(Plan plan, RoundNumber round, SortedMap<DeviceId, Update> updates) {
        Skipping skipping = plan.skipping();
        return skipping == null ? this : new Memory(standing.with(round, updates, skipping), mu);
    }
}
