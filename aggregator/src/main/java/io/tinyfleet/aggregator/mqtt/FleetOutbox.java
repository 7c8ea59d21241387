package io.tinyfleet.aggregator.mqtt;

import io.tinyfleet.aggregator.round.Command;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.Plan;
import java.time.Duration;

/**
 * Carries out commands by publishing. What cannot be published now needs no queue: retained messages are published
 * again after a reconnect, and a device without a receipt asks again.
 */
public final class FleetOutbox {
    private static final Duration RECEIPT_EXPIRY = Duration.ofDays(1);
    private static final byte[] CLEARED = {};

    private final Topics topics;
    private final Plan plan;
    private final byte[] planPayload;
    private final MqttLink link;

    /**
     * For one plan.
     *
     * @param planPayload the very bytes that the plan's hash was taken of
     */
    public FleetOutbox(Topics topics, Plan plan, byte[] planPayload, MqttLink link) {
        this.topics = topics;
        this.plan = plan;
        this.planPayload = planPayload;
        this.link = link;
    }

    public void publishPlan() {
        publishRetained(topics.plan(), planPayload);
    }

    public void carryOut(Command command) {
        if (command instanceof Command.Announce announce) {
            publishRetained(topics.round(), RoundCodec.encode(announce.announcement()));
        } else if (command instanceof Command.PublishGlobal publish) {
            publishRetained(topics.global(publish.round()), GlobalPrototypesCodec.encode(publish.global(), plan));
        } else if (command instanceof Command.ClearGlobal clear) {
            publishRetained(topics.global(clear.round()), CLEARED);
        } else if (command instanceof Command.Answer answer) {
            link.publish(new Publication(
                    topics.receipt(answer.device()), ReceiptCodec.encode(answer.receipt()), false, RECEIPT_EXPIRY));
        }
    }

    private void publishRetained(String topic, byte[] payload) {
        link.publish(new Publication(topic, payload, true, null));
    }
}
