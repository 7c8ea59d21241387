package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** Where a round stands. */
public enum RoundPhase implements Coded {
    /** Updates are welcome until the deadline. */
    OPEN(0),
    /** Its global prototypes are out and no other round is open yet. */
    PUBLISHED(1),
    /** Given up below quorum; no other round is open yet. */
    SKIPPED(2);

    private final int code;

    RoundPhase(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
