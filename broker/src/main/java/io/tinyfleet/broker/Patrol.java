package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.exception.NoSuchClientIdException;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.message.DeviceStatus;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round once a second: reads the list of the revoked again, cuts off whoever is new on it, and finds the plan that
 * was there before the broker was. One walk at a time.
 */
final class Patrol {
    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

    /** A client that was being let in while the list changed is found in a later walk. */
    private static final int MOST_SWEEPS = 5;

    private final Topics topics;
    private final RevocationList revocations;
    private final PayloadDoor door;
    private final Map<DeviceId, Integer> swept = new HashMap<>();

    Patrol(Topics topics, RevocationList revocations, PayloadDoor door) {
        this.topics = topics;
        this.revocations = revocations;
        this.door = door;
    }

    void walk() {
        try {
            revocations.refresh();
            swept.keySet().retainAll(revocations.all());
            for (DeviceId device : revocations.all()) {
                sweep(device);
            }
            if (!door.knowsPlan()) {
                findPlan();
            }
        } catch (RuntimeException e) {
            // Whatever leaves here would end all walks.
            LOG.error("a look at the revoked devices failed; the next is due", e);
        }
    }

    private void sweep(DeviceId device) {
        int sweeps = swept.merge(device, 1, Integer::sum);
        if (sweeps == 1) {
            LOG.info("device {} is revoked", device);
            announceGone(device);
        }
        if (sweeps <= MOST_SWEEPS) {
            cutOff(device);
        }
    }

    /** Without its last will, and for good: a stored session would collect messages for it. */
    private static void cutOff(DeviceId device) {
        Services.clientService()
                .disconnectClient(device.value(), true, DisconnectReasonCode.ADMINISTRATIVE_ACTION, "revoked")
                .thenCompose(done -> Services.clientService().invalidateSession(device.value()))
                .exceptionally(problem -> {
                    if (!(problem.getCause() instanceof NoSuchClientIdException)) {
                        LOG.error("could not cut off revoked device {}", device, problem);
                    }
                    return false;
                });
    }

    /** Instead of what the device has said of itself and HiveMQ would go on to tell: that it is offline. */
    private void announceGone(DeviceId device) {
        Services.publishService()
                .publish(Builders.publish()
                        .topic(topics.status(device))
                        .qos(Qos.AT_LEAST_ONCE)
                        .retain(true)
                        .contentType("cbor")
                        .payload(ByteBuffer.wrap(StatusCodec.encode(new DeviceStatus.Offline())))
                        .build())
                .exceptionally(problem -> {
                    LOG.error("could not announce that revoked device {} is gone", device, problem);
                    return null;
                });
    }

    private void findPlan() {
        Services.retainedMessageStore()
                .getRetainedMessage(topics.plan())
                .thenAccept(
                        found -> found.flatMap(message -> message.getPayload()).ifPresent(this::remember))
                .exceptionally(problem -> {
                    LOG.warn("the retained plan could not be read: {}", problem.toString());
                    return null;
                });
    }

    private void remember(ByteBuffer payload) {
        try {
            door.remember(Payload.bytes(payload));
        } catch (DecodeException e) {
            LOG.warn("the retained plan is none: {}", e.detail());
        }
    }
}
