package io.tinyfleet.agent.sensor;

/** Why a sensor's request is refused, with the CoAP response it deserves (RFC 7252 §5.9, RFC 8132 §7). */
public enum Refusal {
    /** The body is not SenML, or not a pack that can be read. */
    MALFORMED(4, 0),
    /** These credentials are not for this sensor. */
    FORBIDDEN(4, 3),
    UNKNOWN_SENSOR(4, 4),
    /** None of the formats in which an answer can be given is accepted. */
    NOT_ACCEPTABLE(4, 6),
    TOO_LARGE(4, 13),
    CONTENT_FORMAT(4, 15),
    UNKNOWN_CHANNEL(4, 22),
    WRONG_UNIT(4, 22),
    WRONG_RATE(4, 22),
    /** A channel is missing at some instant, or there twice, or is not a number. */
    WRONG_VALUES(4, 22),
    /** The label is no class of the fleet's plan. */
    UNKNOWN_CLASS(4, 22),
    /** The window could not be written to disk; nothing was taken. */
    STORAGE(5, 0),
    /** Too much to do at once; the same request may succeed later. */
    BUSY(5, 3);

    private final int codeClass;
    private final int codeDetail;

    Refusal(int codeClass, int codeDetail) {
        this.codeClass = codeClass;
        this.codeDetail = codeDetail;
    }

    /** The CoAP code's class: 4 if the sensor can do something about it, 5 if not. */
    public int codeClass() {
        return codeClass;
    }

    /** The CoAP code's detail: 15 of 4.15. */
    public int codeDetail() {
        return codeDetail;
    }
}
