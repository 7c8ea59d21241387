package io.tinyfleet.agent.data;

/**
 * One device's own data, already standardised with the statistics of its training part.
 *
 * @param scale what was done to it, and is to be done to whatever the device measures later
 */
public record DeviceData(LabelledSamples train, LabelledSamples test, Standardisation scale) {
    /** Data that needed no standardisation. */
    public DeviceData(LabelledSamples train, LabelledSamples test) {
        this(train, test, Standardisation.none(train.shape()));
    }

    public DeviceData {
        if (!train.shape().equals(test.shape())) {
            throw new IllegalArgumentException(
                    "training samples are " + train.shape() + " but test samples are " + test.shape());
        }
    }
}
