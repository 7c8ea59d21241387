package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.PlanInForce;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks into payloads before anybody else sees them: updates are decoded under the plan that the aggregator has
 * published, which it learns on the way. The codecs reject what is too large for that plan before they look inside.
 *
 * <p>Thread-safe.
 */
final class PayloadDoor {
    /** Status and report are for people and small; other messages have limits of their own. */
    private static final int MOST_BYTES_TO_TELL = 16 * 1024;

    private volatile @Nullable PlanInForce plan;

    /** Why a payload does not pass, as a PUBACK says it (MQTT 5, 3.4.2.1). */
    record Refusal(AckReasonCode code, String reason) {}

    boolean knowsPlan() {
        return plan != null;
    }

    /** Puts in force a plan that was published before we were here, unless a newer one has come since. */
    synchronized void remember(byte[] retained) throws DecodeException {
        if (plan == null) {
            learn(retained);
        }
    }

    /** Why this payload does not pass; nothing if it does. */
    Optional<Refusal> refusal(Address address, byte[] payload) {
        try {
            if (address instanceof Address.OfUpdate) {
                return refusalOfUpdate(payload);
            }
            if (address instanceof Address.OfPlan) {
                learn(payload);
            } else if (isTold(address) && payload.length > MOST_BYTES_TO_TELL) {
                return Optional.of(new Refusal(
                        AckReasonCode.QUOTA_EXCEEDED, "at most " + MOST_BYTES_TO_TELL + " bytes are accepted here"));
            }
            return Optional.empty();
        } catch (DecodeException e) {
            return Optional.of(new Refusal(
                    AckReasonCode.PAYLOAD_FORMAT_INVALID,
                    e.rejection().name().toLowerCase(Locale.ROOT) + ": " + e.detail()));
        }
    }

    private Optional<Refusal> refusalOfUpdate(byte[] payload) throws DecodeException {
        PlanInForce inForce = plan;
        if (inForce == null) {
            // Not the device's fault, and over in a moment: it sends again until it has a receipt.
            return Optional.of(new Refusal(AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "no plan is in force yet"));
        }
        UpdateCodec.decode(payload, inForce);
        return Optional.empty();
    }

    /** An empty payload takes the plan back. */
    private synchronized void learn(byte[] payload) throws DecodeException {
        plan = payload.length == 0 ? null : PlanCodec.decode(payload);
    }

    private static boolean isTold(Address address) {
        return address instanceof Address.OfStatus || address instanceof Address.OfReport;
    }
}
