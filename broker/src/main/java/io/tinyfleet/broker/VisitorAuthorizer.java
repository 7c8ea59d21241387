package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every question of HiveMQ whether one client may publish or subscribe, so that HiveMQ's own permissions, which
 * match the text of a filter and not its meaning, never decide.
 */
final class VisitorAuthorizer implements PublishAuthorizer, SubscriptionAuthorizer {
    private static final Logger LOG = LoggerFactory.getLogger(VisitorAuthorizer.class);

    private final Visitor visitor;
    private final Refusals refusals;

    VisitorAuthorizer(Visitor visitor, Refusals refusals) {
        this.visitor = visitor;
        this.refusals = refusals;
    }

    /** Last wills come here, too, and publications that have passed {@link InboundCheck}. */
    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        if (judge(() -> visitor.mayPublish(input.getPublishPacket()))) {
            output.authorizeSuccessfully();
        } else {
            refusals.count(Refusals.Kind.PUBLISH);
            output.failAuthorization();
        }
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        if (judge(() -> visitor.maySubscribe(input.getSubscription().getTopicFilter()))) {
            output.authorizeSuccessfully();
        } else {
            refusals.count(Refusals.Kind.SUBSCRIBE);
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, "not yours to read");
        }
    }

    private static boolean judge(BooleanSupplier judgement) {
        try {
            return judgement.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a request could not be judged and was refused", e);
            return false;
        }
    }
}
