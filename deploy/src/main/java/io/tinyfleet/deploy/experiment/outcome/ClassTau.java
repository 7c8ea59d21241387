package io.tinyfleet.deploy.experiment.outcome;

/**
 * One line of {@code tau.csv}: τ_j of a class in a round, mean over the devices that hold it.
 *
 * @param round from 1
 * @param classIndex from 0
 * @param tau not finite in a run that diverged
 */
public record ClassTau(String run, long seed, int round, int classIndex, double tau) {
    public ClassTau {
        RunName.require(run);
        RoundResult.requireAtLeast("round", round, 1);
        RoundResult.requireAtLeast("class", classIndex, 0);
    }
}
