package io.tinyfleet.broker.policy;

import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one identity may do; whatever is not listed is forbidden. A last will is a publication like any other.
 *
 * <table>
 * <caption>All below tinyfleet/v1/{fleet}/, everything published at QoS 1</caption>
 * <tr><th></th><th>publishes</th><th>subscribes to</th></tr>
 * <tr><td>device</td><td>round/{r}/update/{itself}, device/{itself}/status retained, device/{itself}/report</td>
 *     <td>plan, round, round/+/global, device/{itself}/receipt</td></tr>
 * <tr><td>aggregator</td><td>plan, round, round/{r}/global retained, device/{any}/receipt</td>
 *     <td>plan, round, round/+/global, round/+/update/+, device/+/status, device/+/report</td></tr>
 * <tr><td>observer</td><td>nothing</td><td>everything</td></tr>
 * </table>
 *
 * A filter that matches less than a listed one is allowed, one that matches more is not.
 */
public final class Permissions {
    private static final int AT_LEAST_ONCE = 1;

    private final Identity identity;
    private final Topics topics;
    private final List<TopicFilter> readable;

    private Permissions(Identity identity, Topics topics, Stream<String> readable) {
        this.identity = identity;
        this.topics = topics;
        this.readable = readable.map(TopicFilter::of).toList();
    }

    public static Permissions of(Identity identity) {
        Topics topics = new Topics(identity.fleet());
        return new Permissions(identity, topics, readable(identity, topics));
    }

    /** Whether a message on this topic, retained or not, may come from it. */
    public boolean mayPublish(String topic, boolean retain, int qos) {
        if (qos != AT_LEAST_ONCE) {
            return false;
        }
        Address address = topics.parse(topic);
        if (identity instanceof Identity.Device self) {
            return retain == (address instanceof Address.OfStatus) && isOwn(address, self.device());
        }
        if (identity instanceof Identity.Aggregator) {
            return retain ? isAnnouncement(address) : address instanceof Address.OfReceipt;
        }
        return false;
    }

    /** Whether it may see every message that this filter matches. */
    public boolean maySubscribe(String filter) {
        return TopicFilter.parse(filter)
                .map(wanted -> readable.stream().anyMatch(allowed -> allowed.covers(wanted)))
                .orElse(false);
    }

    /** Whether it may see a message on this topic. */
    public boolean mayReceive(String topic) {
        return readable.stream().anyMatch(allowed -> allowed.matches(topic));
    }

    private static boolean isOwn(Address address, DeviceId self) {
        return (address instanceof Address.OfUpdate update && update.device().equals(self))
                || (address instanceof Address.OfStatus status
                        && status.device().equals(self))
                || (address instanceof Address.OfReport report
                        && report.device().equals(self));
    }

    private static boolean isAnnouncement(Address address) {
        return address instanceof Address.OfPlan
                || address instanceof Address.OfRound
                || address instanceof Address.OfGlobal;
    }

    private static Stream<String> readable(Identity identity, Topics topics) {
        Stream<String> announcements = Stream.of(topics.plan(), topics.round(), topics.everyGlobal());
        if (identity instanceof Identity.Device self) {
            return Stream.concat(announcements, Stream.of(topics.receipt(self.device())));
        }
        if (identity instanceof Identity.Aggregator) {
            return Stream.concat(
                    announcements, Stream.of(topics.everyUpdate(), topics.everyStatus(), topics.everyReport()));
        }
        return Stream.of(topics.everything());
    }
}
