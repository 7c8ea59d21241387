package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.csv.SeriesFormat;
import io.tinyfleet.agent.data.partition.HeldOut;
import io.tinyfleet.agent.data.partition.Partition;
import io.tinyfleet.agent.data.partition.Scarce;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run's devices learn from.
 *
 * @param path of the data's folder or file; without meaning for what is generated
 * @param devices how many take part; empty for all that have data, or as many as is usual
 * @param alpha of {@link Dealing#DIRICHLET}
 * @param classesPerDevice of {@link Dealing#CLASSES}
 * @param listing of {@link Dealing#LISTING}
 * @param samplesPerClass training samples that a device keeps of a class at most; empty for all
 * @param judgeOn what stands for devices' test samples
 * @param imageSize rows and columns of {@link Dataset#IMAGES}
 * @param csv of {@link Dataset#CSV}
 */
record DataSettings(
        Dataset dataset,
        Path path,
        Dealing dealing,
        OptionalInt devices,
        double alpha,
        int classesPerDevice,
        Path listing,
        OptionalInt samplesPerClass,
        JudgeOn judgeOn,
        int imageSize,
        Optional<SeriesFormat> csv) {

    /** Whether another seed means other data. */
    boolean seedMatters() {
        boolean fixed = dealing == Dealing.LISTING || (dataset == Dataset.SP_SW_HAR && dealing == Dealing.SOURCE);
        return !fixed || samplesPerClass.isPresent() || judgeOn == JudgeOn.VALIDATION;
    }

    /**
     * Opens the data.
     *
     * @param seed of what is generated or drawn
     */
    DataSource open(long seed) throws DataException {
        if (dealing == Dealing.SOURCE && samplesPerClass.isEmpty() && judgeOn == JudgeOn.TEST) {
            Optional<DataSource> dealt = dataset.dealt(this, seed);
            if (dealt.isPresent()) {
                return dealt.get();
            }
        }
        Partition partition = dealing.partition(this, seed);
        if (judgeOn == JudgeOn.VALIDATION) {
            partition = new HeldOut(partition, seed);
        }
        if (samplesPerClass.isPresent()) {
            partition = new Scarce(partition, samplesPerClass.getAsInt(), seed);
        }
        return partition.over(dataset.pool(this, seed));
    }
}
