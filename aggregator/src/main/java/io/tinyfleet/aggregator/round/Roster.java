package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who is there, and what classes each device said that it holds when it was last seen. Not thread-safe. */
final class Roster {
    /** More devices than one aggregator is made for; further ones are not counted on, though their updates are. */
    static final int MOST_DEVICES = 100_000;

    private final int classes;
    private final Map<DeviceId, ClassSet> known = new HashMap<>();
    private final Set<DeviceId> online = new HashSet<>();

    Roster(int classes) {
        this.classes = classes;
    }

    void record(DeviceId device, DeviceStatus status) {
        if (status instanceof Online birth) {
            if (known.size() < MOST_DEVICES || known.containsKey(device)) {
                known.put(device, birth.classesHeld());
                online.add(device);
            }
        } else {
            online.remove(device);
        }
    }

    int onlineCount() {
        return online.size();
    }

    Set<DeviceId> online() {
        return Set.copyOf(online);
    }

    /** How many known devices hold each class: {@code [K]}. */
    int[] holders() {
        int[] holders = new int[classes];
        for (ClassSet held : known.values()) {
            for (int position = 0; position < held.size(); position++) {
                holders[held.at(position)]++;
            }
        }
        return holders;
    }
}
