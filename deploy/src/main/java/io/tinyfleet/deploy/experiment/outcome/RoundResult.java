package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code results.csv}: how a run did in a round, with one seed.
 *
 * @param run the configuration's name, see {@link RunName}
 * @param round from 1
 * @param participants devices whose update counted, 0 to {@code devices}
 * @param mean every device counts the same
 * @param weighted every test sample counts the same
 * @param allClasses every device tested on the test samples of all devices, mean over devices;
 *     absent in a round where that was not measured
 * @param bytesUp whole PUBLISH packets with updates, mean per device in this round
 * @param bytesDown the same for global prototypes
 * @param crossEntropy mean over devices; not finite in a run that diverged
 * @param pull R, before λ, mean over devices; not finite in a run that diverged
 * @param largestTau the fleet's largest τ_j = ‖μ ĉ_j^G‖ / ‖ĉ_ij‖; absent where nothing is pulled, or only to
 *     directions
 * @param mu the scale in use; absent likewise
 * @param prototypeNorm mean over devices and classes of ‖ĉ_ij‖
 * @param seconds the round's length
 */
public record RoundResult(
        String run,
        String method,
        long seed,
        int round,
        int devices,
        int participants,
        Scores mean,
        Scores weighted,
        @Nullable Scores allClasses,
        long bytesUp,
        long bytesDown,
        double crossEntropy,
        double pull,
        @Nullable Double largestTau,
        @Nullable Double mu,
        double prototypeNorm,
        double seconds) {
    public RoundResult {
        RunName.require(run);
        RunName.require(method);
        requireAtLeast("round", round, 1);
        requireAtLeast("devices", devices, 1);
        requireAtLeast("participants", participants, 0);
        if (participants > devices) {
            throw new IllegalArgumentException("participants " + participants + " exceed devices " + devices);
        }
        requireAtLeast("bytes_up", bytesUp, 0);
        requireAtLeast("bytes_down", bytesDown, 0);
    }

    static void requireAtLeast(String name, long value, long limit) {
        if (value < limit) {
            throw new IllegalArgumentException(name + " must be at least " + limit + ", not " + value);
        }
    }
}
