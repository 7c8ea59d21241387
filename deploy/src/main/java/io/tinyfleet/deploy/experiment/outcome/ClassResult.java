package io.tinyfleet.deploy.experiment.outcome;

/**
 * One line of {@code classes.csv}: how a device did after the last round on everybody's test samples of one class.
 *
 * @param run the configuration's name, see {@link RunName}
 * @param device its id
 * @param classIndex from 0
 * @param trainSamples of the class, on the device
 * @param testSamples of the class, everybody's
 */
public record ClassResult(
        String run, long seed, String device, int classIndex, int trainSamples, int testSamples, Scores scores) {
    public ClassResult {
        RunName.require(run);
        RunName.require(device);
        RoundResult.requireAtLeast("class", classIndex, 0);
        RoundResult.requireAtLeast("train_samples", trainSamples, 0);
        RoundResult.requireAtLeast("test_samples", testSamples, 1);
    }
}
