package io.tinyfleet.agent.program;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.operations.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What the device trains, and how.
 *
 * @param seed of the initial weights and of the order of samples
 * @param share whether it may leave the device, under a plan that wants it
 */
record ModelConfig(Architecture architecture, TrainingSettings training, long seed, boolean share) {
    /** @param shape of the device's samples; null if its settings are wrong, which is noted already */
    static ModelConfig read(Settings settings, @Nullable SampleShape shape) {
        return new ModelConfig(
                architecture(settings, shape),
                new TrainingSettings(
                        settings.number(
                                "model.learning-rate",
                                String.valueOf(TrainingSettings.DEFAULT.learningRate()),
                                Double.MIN_VALUE,
                                "expected a number above 0"),
                        settings.integer(
                                "model.batch-size", String.valueOf(TrainingSettings.DEFAULT.batchSize()), 2, 4_096)),
                settings.value("model.seed", "1", 1L, Long::valueOf),
                settings.flag("model.share", false));
    }

    private static Architecture architecture(Settings settings, @Nullable SampleShape shape) {
        if (shape == null) {
            return settings.choice("model.architecture", Architecture.CNN);
        }
        try {
            Architecture usual = Architecture.taking(shape).get(0);
            Architecture architecture = settings.choice("model.architecture", usual);
            architecture.requireTaking(shape);
            return architecture;
        } catch (IllegalArgumentException e) {
            settings.problem("model.architecture", "does not go with the data: " + e.getMessage());
            return Architecture.CNN;
        }
    }

    /** Makes this model for samples of a shape, from the same seed each time. */
    LearnerFactory factory(SampleShape shape) {
        return DjlLearner.factory(architecture, shape, training, seed);
    }
}
