package io.tinyfleet.protocol.message;

import org.jspecify.annotations.Nullable;

/** What a τ may be. */
final class Tau {
    private Tau() {}

    static void require(@Nullable Double tau) {
        if (tau != null && !(Double.isFinite(tau) && tau >= 0)) {
            throw new IllegalArgumentException("tau must be finite and 0 or more, but is " + tau);
        }
    }
}
