package io.tinyfleet.aggregator.mqtt;

import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what arrives into events, on the link's thread. */
public final class FleetInbox implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(FleetInbox.class);

    private final Topics topics;
    private final PlanInForce plan;
    private final Consumer<FleetEvent> events;

    public FleetInbox(Topics topics, PlanInForce plan, Consumer<FleetEvent> events) {
        this.topics = topics;
        this.plan = plan;
        this.events = events;
    }

    /** What the aggregator listens to. */
    public static List<String> subscriptions(Topics topics) {
        return List.of(topics.everyStatus(), topics.everyUpdate(), topics.everyReport());
    }

    @Override
    public void connected() {
        LOG.info("aggregator connected");
        events.accept(new FleetEvent.Connected());
    }

    @Override
    public void disconnected(String reason) {
        LOG.warn("aggregator lost its broker: {}", reason);
        events.accept(new FleetEvent.Disconnected(reason));
    }

    @Override
    public void refused(Publication publication, int reasonCode) {
        LOG.warn("broker refused {} with reason code {}", publication.topic(), reasonCode);
    }

    @Override
    public void received(String topic, byte[] payload) {
        if (payload.length == 0) {
            return;
        }
        Address address = topics.parse(topic);
        if (address instanceof Address.OfUpdate update) {
            receivedUpdate(update, payload);
            return;
        }
        try {
            if (address instanceof Address.OfStatus status) {
                events.accept(new FleetEvent.StatusChanged(status.device(), StatusCodec.decode(payload, plan)));
            } else if (address instanceof Address.OfReport report) {
                events.accept(new FleetEvent.ReportArrived(report.device(), ReportCodec.decode(payload, plan.hash())));
            }
        } catch (DecodeException e) {
            LOG.warn("ignored what came on {}: {} ({})", topic, e.detail(), e.rejection());
        }
    }

    private void receivedUpdate(Address.OfUpdate address, byte[] payload) {
        try {
            events.accept(
                    new FleetEvent.UpdateArrived(address.device(), address.round(), UpdateCodec.decode(payload, plan)));
        } catch (DecodeException e) {
            events.accept(
                    new FleetEvent.UpdateUnreadable(address.device(), address.round(), e.rejection(), e.detail()));
        }
    }
}
