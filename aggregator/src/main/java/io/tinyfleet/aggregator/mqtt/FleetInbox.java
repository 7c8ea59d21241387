package io.tinyfleet.aggregator.mqtt;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what arrives into events, on the link's thread. */
public final class FleetInbox implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(FleetInbox.class);
    private static final int MOST_MODELS_WAITING = 8;
    private static final FleetEvent IGNORED = new FleetEvent.Ignored();

    private final Topics topics;
    private final PlanInForce plan;
    private final Consumer<Arrival> arrivals;

    public FleetInbox(Topics topics, PlanInForce plan, Consumer<Arrival> arrivals) {
        this.topics = topics;
        this.plan = plan;
        this.arrivals = arrivals;
    }

    /**
     * A link as an aggregator needs it: what it listens to, and how much of that the broker may send before something is
     * acknowledged. This bounds what waits in memory to 100 messages of up to 1 MiB, or 8 of up to 8 MiB.
     */
    public static LinkSettings listening(LinkSettings link, Topics topics, Plan plan) {
        LinkSettings listening =
                link.withSubscriptions(List.of(topics.everyStatus(), topics.everyUpdate(), topics.everyReport()));
        return plan.method().exchange() == Method.Exchange.MODEL
                ? listening.withReceiveMaximum(MOST_MODELS_WAITING)
                : listening;
    }

    @Override
    public void connected() {
        LOG.info("aggregator connected");
        arrivals.accept(new Arrival(new FleetEvent.Connected(), Acknowledgement.NONE));
    }

    @Override
    public void disconnected(String reason) {
        LOG.warn("aggregator lost its broker: {}", reason);
        arrivals.accept(new Arrival(new FleetEvent.Disconnected(reason), Acknowledgement.NONE));
    }

    @Override
    public void refused(Publication publication, int reasonCode) {
        LOG.warn("broker refused {} with reason code {}", publication.topic(), reasonCode);
    }

    @Override
    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        arrivals.accept(new Arrival(payload.length == 0 ? IGNORED : decode(topic, payload), acknowledgement));
    }

    private FleetEvent decode(String topic, byte[] payload) {
        Address address = topics.parse(topic);
        if (address instanceof Address.OfUpdate update) {
            return decodeUpdate(update, payload);
        }
        try {
            if (address instanceof Address.OfStatus status) {
                return new FleetEvent.StatusChanged(status.device(), StatusCodec.decode(payload, plan));
            }
            if (address instanceof Address.OfReport report) {
                return new FleetEvent.ReportArrived(report.device(), ReportCodec.decode(payload, plan.hash()));
            }
        } catch (DecodeException e) {
            LOG.warn("ignored what came on {}: {} ({})", topic, e.detail(), e.rejection());
        }
        return IGNORED;
    }

    private FleetEvent decodeUpdate(Address.OfUpdate address, byte[] payload) {
        try {
            return new FleetEvent.UpdateArrived(address.device(), address.round(), UpdateCodec.decode(payload, plan));
        } catch (DecodeException e) {
            return new FleetEvent.UpdateUnreadable(address.device(), address.round(), e.rejection(), e.detail());
        }
    }
}
