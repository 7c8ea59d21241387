package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.tinyfleet.protocol.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges everything that one client publishes. What is forbidden or malformed is refused with a reason code where
 * HiveMQ itself would hang up, since a device with a store would come back with the same message for ever.
 *
 * <p>HiveMQ acknowledges what an interceptor throws at, so nothing may leave here.
 */
final class InboundCheck implements PublishInboundInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(InboundCheck.class);

    private final Visitor visitor;
    private final Topics topics;
    private final PayloadDoor door;
    private final Refusals refusals;

    InboundCheck(Visitor visitor, Topics topics, PayloadDoor door, Refusals refusals) {
        this.visitor = visitor;
        this.topics = topics;
        this.door = door;
        this.refusals = refusals;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        try {
            PublishPacket packet = input.getPublishPacket();
            if (visitor.mayPublish(packet)) {
                door.refusal(topics.parse(packet.getTopic()), Payload.of(packet))
                        .ifPresent(why -> refuse(output, why.code(), why.reason()));
            } else {
                refuse(output, AckReasonCode.NOT_AUTHORIZED, "not yours to publish");
            }
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a publication could not be judged and was refused", e);
            output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR);
        }
    }

    private void refuse(PublishInboundOutput output, AckReasonCode code, String reason) {
        refusals.count(Refusals.Kind.PUBLISH);
        output.preventPublishDelivery(code, reason);
    }
}
