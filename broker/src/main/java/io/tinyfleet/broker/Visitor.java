package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.broker.policy.Permissions;
import org.jspecify.annotations.Nullable;

/** One connection's client and what it may do at this moment: nothing once it is revoked. Thread-safe. */
final class Visitor {
    private final @Nullable Identity identity;
    private final @Nullable Permissions permissions;
    private final RevocationList revocations;

    /** @param identity {@code null} for somebody whose certificate names nobody of this fleet */
    Visitor(@Nullable Identity identity, RevocationList revocations) {
        this.identity = identity;
        this.permissions = identity == null ? null : Permissions.of(identity);
        this.revocations = revocations;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    boolean isRevoked() {
        return identity instanceof Identity.Device self && revocations.contains(self.device());
    }

    /**
     * The same rules for what is said now and for a last will. Nobody here answers to a response topic (MQTT 5,
     * 4.10.1), so whoever sets one wants to make another client publish in its place.
     */
    boolean mayPublish(PublishPacket packet) {
        return permissions != null
                && !isRevoked()
                && packet.getResponseTopic().isEmpty()
                && permissions.mayPublish(
                        packet.getTopic(), packet.getRetain(), packet.getQos().getQosNumber());
    }

    boolean maySubscribe(String filter) {
        return permissions != null && !isRevoked() && permissions.maySubscribe(filter);
    }

    boolean mayReceive(String topic) {
        return permissions != null && !isRevoked() && permissions.mayReceive(topic);
    }
}
