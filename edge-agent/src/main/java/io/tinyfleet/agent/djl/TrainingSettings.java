package io.tinyfleet.agent.djl;

/**
 * How a device trains. The last three are there to compare with other implementations; a device has no need of them.
 *
 * @param learningRate η of plain SGD, without momentum, decay or schedule; above 0
 * @param batchSize samples in one step; 2 or more, since batch normalisation needs company
 */
public record TrainingSettings(
        double learningRate, int batchSize, Order order, LastBatch lastBatch, Prototypes prototypes) {
    public static final TrainingSettings DEFAULT = new TrainingSettings(0.05, 32);

    /** In what order an epoch takes its samples. */
    public enum Order {
        /** By chance, anew in each epoch. */
        SHUFFLED,
        /** As they are listed, in every epoch. */
        LISTED
    }

    /** What becomes of the samples that do not fill an epoch's last batch. */
    public enum LastBatch {
        /** They are a smaller batch; a single one joins the batch before it. */
        KEPT,
        /**
         * They are left out, unless the device has no full batch at all: with nothing trained it would have nothing to
         * send, and no fleet could wait for it.
         */
        DROPPED
    }

    /** Which features a device's prototypes are means of. */
    public enum Prototypes {
        /** Those of all training samples in evaluation mode, when the epoch is over. */
        AFTER_EPOCH,
        /** Those that training itself computes, in training mode and with weights that move from batch to batch. */
        DURING_EPOCH
    }

    public TrainingSettings {
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("learning rate " + learningRate + " is not a finite number above 0");
        }
        if (batchSize < 2) {
            throw new IllegalArgumentException("batch size " + batchSize + " is below 2");
        }
    }

    /** Every sample in each epoch, shuffled, and prototypes when it is over. */
    public TrainingSettings(double learningRate, int batchSize) {
        this(learningRate, batchSize, Order.SHUFFLED, LastBatch.KEPT, Prototypes.AFTER_EPOCH);
    }
}
