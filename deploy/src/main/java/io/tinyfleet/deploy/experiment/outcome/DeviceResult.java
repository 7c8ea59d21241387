package io.tinyfleet.deploy.experiment.outcome;

/**
 * One line of {@code devices.csv}: how a device did in a round that it took part in.
 *
 * @param run the configuration's name, see {@link RunName}
 * @param round from 1
 * @param device its id
 * @param trainSamples that it trains on
 * @param classesHeld classes that it has training samples of
 * @param scores on what it is judged on
 */
public record DeviceResult(
        String run, long seed, int round, String device, int trainSamples, int classesHeld, Scores scores) {
    public DeviceResult {
        RunName.require(run);
        RunName.require(device);
        RoundResult.requireAtLeast("round", round, 1);
        RoundResult.requireAtLeast("train_samples", trainSamples, 1);
        RoundResult.requireAtLeast("classes_held", classesHeld, 1);
    }
}
