package io.tinyfleet.deploy.experiment.outcome.jfreechart;

/** An axis's scale. */
public enum Scale {
    LINEAR,
    LINEAR_FROM_ZERO,
    /** Linear, whole numbers only. */
    COUNT,
    LOG,
    /** Logarithmic, in kB, MB and GB. */
    LOG_BYTES
}
