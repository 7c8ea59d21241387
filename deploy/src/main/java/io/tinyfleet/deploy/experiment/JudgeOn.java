package io.tinyfleet.deploy.experiment;

/** What devices are judged on. */
enum JudgeOn {
    /** Their test samples. */
    TEST,
    /** A part of their training samples that they do not train on, as long as settings are being chosen. */
    VALIDATION
}
