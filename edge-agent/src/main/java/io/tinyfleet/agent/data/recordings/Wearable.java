package io.tinyfleet.agent.data.recordings;

/** Which of a person's two devices measured. */
enum Wearable {
    PHONE("sp"),
    WATCH("sw");

    private final String code;

    Wearable(String code) {
        this.code = code;
    }

    /** As in file names. */
    String code() {
        return code;
    }
}
