package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** Where a model's first weights come from. */
public enum InitialWeights implements Coded {
    /** Each device's own. */
    OWN(0),
    /** The plan's mask seed: devices of one architecture and software begin with the same. */
    COMMON(1);

    private final int code;

    InitialWeights(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
