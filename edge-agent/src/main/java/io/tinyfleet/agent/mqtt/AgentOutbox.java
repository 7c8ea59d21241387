package io.tinyfleet.agent.mqtt;

import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;

/**
 * Publishes what a device has to say. Without a connection nothing is queued here: birth and update are published again
 * after connecting, and a report is for people, who can do without.
 */
public final class AgentOutbox {
    private static final Duration REPORT_EXPIRY = Duration.ofDays(1);
    private static final Duration SHORTEST_EXPIRY = Duration.ofSeconds(1);

    private final Topics topics;
    private final DeviceId device;
    private final MqttLink link;

    public AgentOutbox(Topics topics, DeviceId device, MqttLink link) {
        this.topics = topics;
        this.device = device;
        this.link = link;
    }

    /** What the broker says for a device that vanished. */
    public static Publication lastWill(Topics topics, DeviceId device) {
        return status(topics, device, new DeviceStatus.Offline());
    }

    public void publish(DeviceStatus status) {
        link.publish(status(topics, device, status));
    }

    private static Publication status(Topics topics, DeviceId device, DeviceStatus status) {
        return new Publication(topics.status(device), StatusCodec.encode(status), true, null);
    }

    /** An update is of no use behind its round's deadline. */
    public void publish(RoundNumber round, Update update, Plan plan, Instant deadline, Instant now) {
        Duration left = Duration.between(now, deadline);
        link.publish(new Publication(
                topics.update(round, device),
                UpdateCodec.encode(update, plan),
                false,
                left.compareTo(SHORTEST_EXPIRY) < 0 ? SHORTEST_EXPIRY : left));
    }

    public void publish(Report report) {
        link.publish(new Publication(topics.report(device), ReportCodec.encode(report), false, REPORT_EXPIRY));
    }
}
