package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.Coded;

/** How devices learn from each other. */
public enum Method implements Coded {
    /** Sparse, scaled prototypes, averaged by the aggregator (TinyProto on FedProto). */
    TINYPROTO_FP(0, "tinyproto-fp", Exchange.PROTOTYPES, Pull.DISTANCE),
    /** Nothing is exchanged: what learning together has to beat. */
    ALONE(1, "alone", Exchange.NOTHING, Pull.NONE),
    /** Dense prototypes, averaged (Tan et al., AAAI-22). */
    FEDPROTO(2, "fedproto", Exchange.PROTOTYPES, Pull.DISTANCE),
    /** Dense prototypes, from which the aggregator trains better separated ones (Zhang et al., AAAI-24). */
    FEDTGP(3, "fedtgp", Exchange.PROTOTYPES, Pull.DISTANCE),
    /** Sparse, scaled prototypes, from which the aggregator trains better separated ones (TinyProto on FedTGP). */
    TINYPROTO_FT(4, "tinyproto-ft", Exchange.PROTOTYPES, Pull.DISTANCE),
    /** The models themselves, averaged by samples (McMahan et al., AISTATS 2017); all devices have one architecture. */
    FEDAVG(5, "fedavg", Exchange.MODEL, Pull.NONE),
    /** As {@link #TINYPROTO_FP}, but features are pulled to the direction of their own class and away from the others'. */
    TINYPROTO_CONTRASTIVE(6, "tinyproto-contrastive", Exchange.PROTOTYPES, Pull.CONTRAST);

    /** What devices send. */
    public enum Exchange {
        NOTHING,
        PROTOTYPES,
        MODEL
    }

    /** What global prototypes do to a device's training. */
    public enum Pull {
        NONE,
        /** Squared distance to the own class's (method: Eq 5, 11). */
        DISTANCE,
        /** Cross-entropy over cosines with all classes'. */
        CONTRAST
    }

    private final int code;
    private final String label;
    private final Exchange exchange;
    private final Pull pull;

    Method(int code, String label, Exchange exchange, Pull pull) {
        this.code = code;
        this.label = label;
        this.exchange = exchange;
        this.pull = pull;
    }

    @Override
    public int code() {
        return code;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    public Exchange exchange() {
        return exchange;
    }

    public Pull pull() {
        return pull;
    }

    /** Whether all dimensions travel, unscaled. */
    public boolean isDense() {
        return this == FEDPROTO || this == FEDTGP;
    }

    /** Whether the aggregator trains the global prototypes instead of averaging. */
    public boolean isTrainedByAggregator() {
        return this == FEDTGP || this == TINYPROTO_FT;
    }
}
