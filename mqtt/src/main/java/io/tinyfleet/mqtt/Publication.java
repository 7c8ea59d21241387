package io.tinyfleet.mqtt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One outgoing message. Owns its payload, which nobody changes. */
public final class Publication {
    private final String topic;
    private final byte[] payload;
    private final boolean retained;
    private final @Nullable Duration expiry;

    /**
     * One message at QoS 1.
     *
     * @param payload taken over; empty clears a retained message
     * @param expiry MQTT 5 message expiry, whole seconds of 1 or more; {@code null} for none
     */
    public Publication(String topic, byte[] payload, boolean retained, @Nullable Duration expiry) {
        if (expiry != null && expiry.toSeconds() < 1) {
            throw new IllegalArgumentException("message expiry must be at least 1 s, but is " + expiry);
        }
        this.topic = topic;
        this.payload = payload;
        this.retained = retained;
        this.expiry = expiry;
    }

    public String topic() {
        return topic;
    }

    /** The bytes themselves, not a copy: read only. */
    public byte[] payload() {
        return payload;
    }

    public boolean retained() {
        return retained;
    }

    public @Nullable Duration expiry() {
        return expiry;
    }
}
