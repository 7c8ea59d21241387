package io.tinyfleet.deploy.demo;

import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.RoundNumber;
import java.util.Map;

/** What the same rounds would have taken in other ways: calculated, not measured. */
final class OtherWays {
    private static final int BYTES_PER_VALUE = Float.BYTES;

    private OtherWays() {}

    /**
     * Dense prototypes (FedProto): the measured packets with d values a class in place of s. The few bytes by which
     * CBOR and MQTT length fields grow are left out.
     */
    static long denseBytes(DemoResult result) {
        long sparse = 0;
        for (Map.Entry<RoundNumber, RoundWatch.Course> round : result.courses().entrySet()) {
            sparse += result.valuesUp(round.getValue()) + result.valuesDown(round.getKey(), round.getValue());
        }
        long dense = sparse / result.plan().kept() * result.plan().dimensions();
        TrafficCount.Bytes measured = result.prototypeBytes();
        return measured.up() + measured.down() + (dense - sparse) * BYTES_PER_VALUE;
    }

    /**
     * The models themselves, four bytes a weight, up and down once a round by each device. Averaging would need the
     * same architecture everywhere, which prototypes do not.
     */
    static long modelBytes(DemoResult result) {
        return 2L
                * BYTES_PER_VALUE
                * result.alone().parameters()
                * result.courses().size();
    }
}
