package io.tinyfleet.broker;

import java.util.Optional;

/** What stands inside HiveMQ before it listens. */
interface Post {
    /** Called by HiveMQ as it starts; whatever this throws keeps the broker from starting. */
    void register();

    /** What it has refused since the start. */
    default Refusals refusals() {
        return new Refusals();
    }

    /** What is wrong now, in words for an operator. May be asked from any thread. */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
