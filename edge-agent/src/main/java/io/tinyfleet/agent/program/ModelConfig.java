package io.tinyfleet.agent.program;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.operations.settings.Settings;

/**
 * What the device trains, and how.
 *
 * @param seed of the initial weights and of the order of samples
 */
record ModelConfig(Architecture architecture, TrainingSettings training, long seed) {
    static ModelConfig read(Settings settings) {
        return new ModelConfig(
                settings.choice("model.architecture", Architecture.CNN),
                new TrainingSettings(
                        settings.number(
                                "model.learning-rate",
                                String.valueOf(TrainingSettings.DEFAULT.learningRate()),
                                Double.MIN_VALUE,
                                "expected a number above 0"),
                        settings.integer(
                                "model.batch-size", String.valueOf(TrainingSettings.DEFAULT.batchSize()), 2, 4_096)),
                settings.value("model.seed", "1", 1L, Long::valueOf));
    }

    /** Makes this model for samples of a shape, from the same seed each time. */
    LearnerFactory factory(SampleShape shape) {
        return DjlLearner.factory(architecture, shape, training, seed);
    }
}
