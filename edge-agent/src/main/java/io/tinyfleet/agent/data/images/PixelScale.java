package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Standardisation;

/** Brings 0 … 255 to −1 … 1, alike on every device and channel. */
final class PixelScale {
    private static final double MIDDLE = 127.5;

    private PixelScale() {}

    static DeviceData standardised(LabelledSamples train, LabelledSamples test) {
        Standardisation scale = Standardisation.fixed(train.shape(), MIDDLE, MIDDLE);
        return new DeviceData(scale.applyTo(train), scale.applyTo(test), scale);
    }
}
