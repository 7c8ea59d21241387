package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back what a client may not read. It could not subscribe to that, but a session in the data directory may
 * remember a subscription from a time when it could.
 */
final class OutboundCheck implements PublishOutboundInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundCheck.class);

    private final Visitor visitor;
    private final Refusals refusals;

    OutboundCheck(Visitor visitor, Refusals refusals) {
        this.visitor = visitor;
        this.refusals = refusals;
    }

    @Override
    public void onOutboundPublish(PublishOutboundInput input, PublishOutboundOutput output) {
        boolean may;
        try {
            may = visitor.mayReceive(input.getPublishPacket().getTopic());
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a delivery could not be judged and was held back", e);
            may = false;
        }
        if (!may) {
            refusals.count(Refusals.Kind.DELIVER);
            output.preventPublishDelivery();
        }
    }
}
