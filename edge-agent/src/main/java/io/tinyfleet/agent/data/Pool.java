package io.tinyfleet.agent.data;

import java.util.List;

/**
 * Labelled samples before they are dealt to devices. The same pool gives the same samples every time it is asked; what
 * each is called and shows is known at once, its values are read when they are wanted.
 */
public interface Pool {
    /** Class names; a label is an index into this list. */
    List<String> classNames();

    SampleShape shape();

    /** All samples, in the order in which they were published. */
    List<PooledSample> samples();

    /**
     * Whether a sample must stay in its part, because it shares values with its neighbours there (as overlapping windows
     * do). Otherwise a partition may divide a device's samples anew.
     */
    boolean keepsParts();

    /**
     * Reads samples as they were measured, not yet standardised.
     *
     * @param chosen positions in {@link #samples()}, in the order wanted
     * @throws DataException when a file is missing or malformed
     */
    LabelledSamples read(List<Integer> chosen) throws DataException;

    /** One device's samples as a model takes them. {@code train} is not empty. */
    default DeviceData standardised(LabelledSamples train, LabelledSamples test) {
        return Standardisation.byTraining(train, test);
    }
}
