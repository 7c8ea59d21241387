package io.tinyfleet.agent.data.partition;

import io.tinyfleet.protocol.DeviceId;
import java.util.List;

/**
 * What one device gets of a pool: positions in {@link io.tinyfleet.agent.data.Pool#samples()}, in the device's order.
 */
public record Share(DeviceId device, List<Integer> train, List<Integer> test) {
    public Share {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    int size() {
        return train.size() + test.size();
    }

    boolean hasBothParts() {
        return !train.isEmpty() && !test.isEmpty();
    }
}
