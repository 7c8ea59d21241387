package io.tinyfleet.agent.djl;

/**
 * How a device trains.
 *
 * @param learningRate η of plain SGD, without momentum, decay or schedule; above 0
 * @param batchSize samples in one step; 2 or more, since batch normalisation needs company
 */
public record TrainingSettings(double learningRate, int batchSize) {
    public static final TrainingSettings DEFAULT = new TrainingSettings(0.05, 32);

    public TrainingSettings {
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("learning rate " + learningRate + " is not a finite number above 0");
        }
        if (batchSize < 2) {
            throw new IllegalArgumentException("batch size " + batchSize + " is below 2");
        }
    }
}
