package io.tinyfleet.protocol.message;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Stamps every message with the plan under which it was made: the first 8 bytes of the SHA-256 of the plan's payload,
 * exactly as published.
 *
 * @param value the eight bytes, big-endian
 */
public record PlanHash(long value) {
    public static final int BYTES = Long.BYTES;

    /** The hash of a plan's payload. */
    public static PlanHash of(byte[] planPayload) {
        try {
            return fromBytes(MessageDigest.getInstance("SHA-256").digest(planPayload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** From the first 8 bytes of {@code bytes}. */
    public static PlanHash fromBytes(byte[] bytes) {
        return new PlanHash(ByteBuffer.wrap(bytes).getLong());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(value).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
