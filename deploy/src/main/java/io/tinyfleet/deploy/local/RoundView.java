package io.tinyfleet.deploy.local;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import java.util.Collection;

/** Shows what goes on in a fleet; called on the aggregator's thread, so implementations are quick. */
public interface RoundView {
    /** This many devices are online, before the first round. */
    default void online(int count) {}

    /** A round is open; {@code missing} have not reported yet, in order. */
    default void open(RoundNumber round, int received, Collection<DeviceId> missing) {}

    /** A round is published and everybody who took part has reported. */
    default void reported(RoundNumber round, RoundWatch.Course course) {}

    /** Something out of the ordinary. */
    default void note(String text) {}
}
