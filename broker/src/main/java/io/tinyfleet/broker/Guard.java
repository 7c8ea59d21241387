package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.services.Services;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Stations the checks of one fleet inside HiveMQ. HiveMQ's threads call it. */
final class Guard implements Post {
    private static final long PATROL_S = 1;

    private final Topics topics;
    private final RevocationList revocations;
    private final Visitors visitors;
    private final PayloadDoor door = new PayloadDoor();
    private final Refusals refusals = new Refusals();
    private final Patrol patrol;

    Guard(FleetId fleet, RevocationList revocations) {
        this.revocations = revocations;
        topics = new Topics(fleet);
        visitors = new Visitors(fleet, revocations);
        patrol = new Patrol(topics, revocations, door);
    }

    @Override
    public void register() {
        Admission admission = new Admission(visitors, topics, door, refusals);
        Services.securityRegistry().setAuthenticatorProvider(input -> admission);
        Services.securityRegistry().setAuthorizerProvider(input -> authorizer(input.getConnectionInformation()));
        Services.initializerRegistry().setClientInitializer((input, client) -> {
            Visitor visitor = visitors.of(input.getConnectionInformation());
            client.addPublishInboundInterceptor(new InboundCheck(visitor, topics, door, refusals));
            client.addPublishOutboundInterceptor(new OutboundCheck(visitor, refusals));
        });
        Future<?> unused =
                Services.extensionExecutorService().scheduleWithFixedDelay(patrol::walk, 0, PATROL_S, TimeUnit.SECONDS);
    }

    @Override
    public Refusals refusals() {
        return refusals;
    }

    @Override
    public Optional<String> problem() {
        return revocations.problem();
    }

    private VisitorAuthorizer authorizer(ConnectionInformation connection) {
        return new VisitorAuthorizer(visitors.of(connection), refusals);
    }
}
