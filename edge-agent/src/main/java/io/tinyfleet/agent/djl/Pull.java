package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.tinyfleet.agent.training.ContrastiveTargets;
import io.tinyfleet.agent.training.SquaredTargets;
import io.tinyfleet.agent.training.Targets;
import java.util.Optional;

/** λ · Σ_i R_i of a batch: what {@link Targets} add to its cross-entropy. */
interface Pull {
    /**
     * A scalar.
     *
     * @param features {@code [n, d]}
     * @param labels {@code [n]}
     */
    PtNDArray ofBatch(PtNDArray features, PtNDArray labels);

    /**
     * Empty with λ = 0.
     *
     * @param epoch owns the tables
     */
    static Optional<Pull> to(Targets targets, NDManager epoch) {
        if (targets.lambda() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                targets instanceof ContrastiveTargets contrastive
                        ? new ContrastivePull(contrastive, epoch)
                        : new SquaredPull((SquaredTargets) targets, epoch));
    }
}
