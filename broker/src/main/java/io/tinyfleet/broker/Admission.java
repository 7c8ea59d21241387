package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.Topics;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every CONNECT: lets in whom the fleet's authority has signed for, under their own client id, with a last will
 * that they might publish themselves, and unless revoked. HiveMQ's threads call it; thread-safe.
 */
final class Admission implements SimpleAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Visitors visitors;
    private final Topics topics;
    private final PayloadDoor door;
    private final Refusals refusals;

    Admission(Visitors visitors, Topics topics, PayloadDoor door, Refusals refusals) {
        this.visitors = visitors;
        this.topics = topics;
        this.door = door;
        this.refusals = refusals;
    }

    private record Refusal(ConnackReasonCode code, String reason) {}

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        output.getDefaultPermissions().setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        try {
            ConnectPacket connect = input.getConnectPacket();
            Optional<Refusal> refusal = refusal(connect, visitors.of(input.getConnectionInformation()));
            if (refusal.isEmpty()) {
                connect.getWillPublish().ifPresent(will -> allow(will, output.getDefaultPermissions()));
                output.authenticateSuccessfully();
            } else {
                refusals.count(Refusals.Kind.CONNECT);
                LOG.debug("client turned away: {}", refusal.get().reason());
                output.failAuthentication(refusal.get().code(), refusal.get().reason());
            }
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a client was turned away since nobody could say who it is", e);
            output.failAuthentication(ConnackReasonCode.UNSPECIFIED_ERROR);
        }
    }

    private Optional<Refusal> refusal(ConnectPacket connect, Visitor visitor) {
        Identity identity = visitor.identity();
        if (connect.getMqttVersion() != MqttVersion.V_5) {
            return refused(ConnackReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "MQTT 5 is spoken here");
        }
        if (identity == null) {
            return refused(ConnackReasonCode.NOT_AUTHORIZED, "the certificate names nobody of this fleet");
        }
        if (!identity.owns(connect.getClientId())) {
            return refused(
                    ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "the certificate is for client id " + identity.name());
        }
        if (visitor.isRevoked()) {
            return refused(ConnackReasonCode.BANNED, "revoked");
        }
        return connect.getWillPublish().flatMap(will -> refusalOfWill(will, visitor));
    }

    /** Interceptors never see a last will, so it is judged here as if it were published now; only a status can be one. */
    private Optional<Refusal> refusalOfWill(WillPublishPacket will, Visitor visitor) {
        Address address = topics.parse(will.getTopic());
        if (!visitor.mayPublish(will) || !(address instanceof Address.OfStatus)) {
            return refused(ConnackReasonCode.NOT_AUTHORIZED, "the last will is not yours to publish");
        }
        return door.refusal(address, Payload.of(will))
                .flatMap(why -> refused(ConnackReasonCode.PAYLOAD_FORMAT_INVALID, "last will: " + why.reason()));
    }

    private static Optional<Refusal> refused(ConnackReasonCode code, String reason) {
        return Optional.of(new Refusal(code, reason));
    }

    /** Once its client is in, HiveMQ asks a second time whether a will may stay, and then these and no authorizer. */
    private static void allow(WillPublishPacket will, ModifiableDefaultPermissions permissions) {
        permissions.add(Builders.topicPermission()
                .topicFilter(will.getTopic())
                .type(TopicPermission.PermissionType.ALLOW)
                .activity(TopicPermission.MqttActivity.PUBLISH)
                .build());
    }
}
