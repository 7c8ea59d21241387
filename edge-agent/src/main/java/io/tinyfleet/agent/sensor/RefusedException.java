package io.tinyfleet.agent.sensor;

/** A sensor sent what cannot be used: the response it deserves and what its developer should know. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public RefusedException(Refusal refusal, String detail) {
        // No stack trace: a hostile peer must not make us build one per message.
        super(detail, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** What was found and what would be accepted: the diagnostic payload. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
