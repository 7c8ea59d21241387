package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.djl.TrainingSettings.LastBatch;
import io.tinyfleet.agent.djl.TrainingSettings.Order;
import io.tinyfleet.agent.djl.TrainingSettings.Prototypes;

/** How training is done in the small. */
enum Habits {
    /** Shuffled, every sample, prototypes when the epoch is over. */
    OWN {
        @Override
        TrainingSettings training(double learningRate, int batch) {
            return new TrainingSettings(learningRate, batch);
        }
    },
    /**
     * As the authors' code: in the order of the listing, without the last batch that is not full, prototypes from the
     * features that training computes, n_ij with test samples.
     */
    REFERENCE {
        @Override
        TrainingSettings training(double learningRate, int batch) {
            return new TrainingSettings(learningRate, batch, Order.LISTED, LastBatch.DROPPED, Prototypes.DURING_EPOCH);
        }
    };

    abstract TrainingSettings training(double learningRate, int batch);
}
