package io.tinyfleet.deploy.demo;

import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import java.util.SortedMap;

/** What came of a demo, all of it measured except the comparisons of {@link OtherWays}. */
record DemoResult(
        DemoSettings settings,
        Plan plan,
        List<Participant> participants,
        SortedMap<RoundNumber, RoundWatch.Course> courses,
        TrafficCount traffic,
        Alone.Outcome alone) {

    /** The fleet after the last round that was published. */
    List<Judged> together() {
        return courses.values().stream()
                .filter(course -> course.global() != null)
                .reduce((earlier, later) -> later)
                .map(RoundWatch.Course::judged)
                .orElse(List.of());
    }

    /** Prototypes sent and received by all devices in all rounds. */
    TrafficCount.Bytes prototypeBytes() {
        return courses.keySet().stream()
                .map(traffic::prototypes)
                .reduce(TrafficCount.Bytes.NONE, TrafficCount.Bytes::plus);
    }

    /** Values on the wire that updates had in a round: Σ_i K_i · s. */
    long valuesUp(RoundWatch.Course course) {
        return course.global() == null
                ? 0
                : (long) plan.kept()
                        * course.global().contributors().stream()
                                .mapToInt(Integer::intValue)
                                .sum();
    }

    /** Values on the wire that global prototypes had in a round, for every device that received them. */
    long valuesDown(RoundNumber round, RoundWatch.Course course) {
        return course.global() == null
                ? 0
                : (long) course.global().prototypes().size() * traffic.globalDeliveries(round);
    }
}
