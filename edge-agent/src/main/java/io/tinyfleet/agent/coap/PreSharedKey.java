package io.tinyfleet.agent.coap;

/** A sensor's DTLS key. Shows itself to nobody. */
public final class PreSharedKey {
    private static final int LEAST_BYTES = 16;

    private final byte[] bytes;

    /** @param bytes 16 or more, random */
    public PreSharedKey(byte[] bytes) {
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "a pre-shared key has " + LEAST_BYTES + " bytes or more, but this has " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "PreSharedKey[…]";
    }
}
