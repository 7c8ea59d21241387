package io.tinyfleet.agent.djl;

import io.tinyfleet.agent.data.SampleShape;
import java.util.List;

/** The architectures, by what they take. */
final class Architectures {
    private Architectures() {}

    static List<Architecture> forSeries() {
        return Architecture.taking(new SampleShape(1, 64));
    }

    static List<Architecture> forImages() {
        return Architecture.taking(new SampleShape(3, 32, 32));
    }
}
