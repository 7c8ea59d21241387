package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.RoundNumber;
import org.jspecify.annotations.Nullable;

/**
 * What a device tells people about one round of training.
 *
 * @param round from 1
 * @param accuracy on its own test samples, after this round's training
 * @param testSamples how many those are, 0 or more
 * @param crossEntropy mean CE per training sample
 * @param pull mean R per training sample, before λ
 * @param largestTau the largest ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ over the device's classes; absent without targets or with
 *     {@link Method.Pull#CONTRAST}
 * @param trainingMs wall-clock time of training and prototypes, milliseconds
 * @param residentBytes memory of the agent's process, 0 if unknown
 */
public record Report(
        PlanHash plan,
        RoundNumber round,
        Accuracy accuracy,
        int testSamples,
        double crossEntropy,
        double pull,
        @Nullable Double largestTau,
        long trainingMs,
        long residentBytes)
        implements Message {
    public Report {
        if (round.isBefore(RoundNumber.FIRST)) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        if (testSamples < 0 || trainingMs < 0 || residentBytes < 0) {
            throw new IllegalArgumentException("counts and times are 0 or more");
        }
        if (!Double.isFinite(crossEntropy) || !Double.isFinite(pull)) {
            throw new IllegalArgumentException("losses must be finite");
        }
        Tau.require(largestTau);
    }
}
