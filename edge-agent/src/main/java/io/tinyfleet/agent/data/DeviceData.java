package io.tinyfleet.agent.data;

/** One device's own data, already standardised with the statistics of its training part. */
public record DeviceData(LabelledSamples train, LabelledSamples test) {
    public DeviceData {
        if (!train.shape().equals(test.shape())) {
            throw new IllegalArgumentException(
                    "training samples are " + train.shape() + " but test samples are " + test.shape());
        }
    }
}
