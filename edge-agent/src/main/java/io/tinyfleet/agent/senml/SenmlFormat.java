package io.tinyfleet.agent.senml;

import java.util.Optional;

/** How SenML is written, with its CoAP content format (RFC 8428 §12.3.3). */
public enum SenmlFormat {
    JSON(110),
    CBOR(112);

    private final int contentFormat;

    SenmlFormat(int contentFormat) {
        this.contentFormat = contentFormat;
    }

    public int contentFormat() {
        return contentFormat;
    }

    public static Optional<SenmlFormat> of(int contentFormat) {
        return contentFormat == JSON.contentFormat
                ? Optional.of(JSON)
                : contentFormat == CBOR.contentFormat ? Optional.of(CBOR) : Optional.empty();
    }
}
