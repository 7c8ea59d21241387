package io.tinyfleet.agent.mqtt;

import io.tinyfleet.agent.session.AgentSession;
import io.tinyfleet.agent.session.Effect;
import io.tinyfleet.agent.session.Terms;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.ReceiptCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes what arrives and tells the session. Retained messages come in any order, so what belongs to a plan that has
 * not arrived yet waits for it. Not thread-safe: used on the agent's thread only.
 */
public final class AgentInbox {
    private static final Logger LOG = LoggerFactory.getLogger(AgentInbox.class);

    /** A round, the global prototypes before and after it, and some to spare. */
    private static final int MOST_WAITING = 8;

    private static final int MOST_UNACKNOWLEDGED = 32;

    private final Topics topics;
    private final Terms terms;
    private final AgentSession session;
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private @Nullable PlanInForce plan;

    /** For one device. A plan that is not on its terms is ignored. */
    public AgentInbox(Topics topics, Terms terms, AgentSession session) {
        this.topics = topics;
        this.terms = terms;
        this.session = session;
    }

    /**
     * A link as a device needs it: what it listens to, and how much of that the broker may send before something is
     * acknowledged. This bounds what waits in a board's memory: 32 messages are about eight rounds', with one model each at
     * most.
     */
    public static LinkSettings listening(LinkSettings link, Topics topics, DeviceId device) {
        return link.withSubscriptions(
                        List.of(topics.plan(), topics.round(), topics.everyGlobal(), topics.receipt(device)))
                .withReceiveMaximum(MOST_UNACKNOWLEDGED);
    }

    /** Takes in one message. An empty one says that a retained message was cleared, which is no news here. */
    public List<Effect> receive(String topic, byte[] payload) {
        if (payload.length == 0) {
            return List.of();
        }
        try {
            Address address = topics.parse(topic);
            return address instanceof Address.OfPlan ? receivePlan(payload) : receiveUnderPlan(topic, address, payload);
        } catch (DecodeException e) {
            LOG.warn("ignored what came on {}: {} ({})", topic, e.detail(), e.rejection());
            return List.of();
        }
    }

    private List<Effect> receivePlan(byte[] payload) throws DecodeException {
        PlanInForce arrived = PlanCodec.decode(payload);
        Optional<String> objection = terms.objection(arrived.plan());
        if (objection.isPresent()) {
            LOG.error("cannot take part: {}", objection.get());
            return List.of();
        }
        plan = arrived;
        List<Effect> effects = new ArrayList<>(session.plan(arrived));
        Map<String, byte[]> held = new LinkedHashMap<>(waiting);
        waiting.clear();
        held.forEach((topic, message) -> effects.addAll(receive(topic, message)));
        return effects;
    }

    private List<Effect> receiveUnderPlan(String topic, Address address, byte[] payload) throws DecodeException {
        if (plan == null) {
            holdBack(topic, payload);
            return List.of();
        }
        try {
            return decode(address, payload, plan);
        } catch (DecodeException e) {
            if (e.rejection() != Rejection.WRONG_PLAN) {
                throw e;
            }
            holdBack(topic, payload);
            return List.of();
        }
    }

    private List<Effect> decode(Address address, byte[] payload, PlanInForce plan) throws DecodeException {
        if (address instanceof Address.OfRound) {
            return session.round(RoundCodec.decode(payload, plan.hash()));
        }
        if (address instanceof Address.OfGlobal global) {
            return session.global(global.round(), GlobalPrototypesCodec.decode(payload, plan));
        }
        if (address instanceof Address.OfReceipt) {
            return session.receipt(ReceiptCodec.decode(payload, plan.hash()));
        }
        return List.of();
    }

    private void holdBack(String topic, byte[] payload) {
        waiting.remove(topic);
        if (waiting.size() == MOST_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(topic, payload);
    }
}
