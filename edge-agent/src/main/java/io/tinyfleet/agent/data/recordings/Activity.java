package io.tinyfleet.agent.data.recordings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the wearer is doing. Labels count in this order: keep it. */
enum Activity {
    SEATED,
    STANDING_UP,
    WALKING,
    TURNING,
    SITTING_DOWN;

    private static final Map<String, Activity> BY_NAME = new HashMap<>();

    static {
        for (Activity activity : values()) {
            BY_NAME.put(activity.name(), activity);
        }
    }

    /** The class index in every sample and message. */
    @SuppressWarnings("EnumOrdinal") // The order is the contract.
    int label() {
        return ordinal();
    }

    static List<String> names() {
        return Stream.of(values()).map(Activity::name).toList();
    }

    static @Nullable Activity named(String name) {
        return BY_NAME.get(name);
    }
}
