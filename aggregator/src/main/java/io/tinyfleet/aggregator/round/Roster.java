package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is there, and what classes each device said that it holds when it was last seen. Not thread-safe. */
final class Roster {
    /** More devices than one aggregator is made for; further ones are not counted on, though their updates are. */
    static final int MOST_DEVICES = 100_000;

    private final int classes;
    private final Map<DeviceId, ClassSet> known = new HashMap<>();
    private final Set<DeviceId> online = new HashSet<>();

    Roster(int classes, Collection<Entry.DeviceChanged> remembered) {
        this.classes = classes;
        for (Entry.DeviceChanged device : remembered) {
            known.put(device.device(), device.classesHeld());
            if (device.online()) {
                online.add(device.device());
            }
        }
    }

    /** What is to be written down of it, if it is news. */
    List<Entry> record(DeviceId device, DeviceStatus status) {
        if (status instanceof Online birth) {
            if (known.size() >= MOST_DEVICES && !known.containsKey(device)) {
                return List.of();
            }
            boolean sameClasses = birth.classesHeld().equals(known.put(device, birth.classesHeld()));
            boolean came = online.add(device);
            return sameClasses && !came
                    ? List.of()
                    : List.of(new Entry.DeviceChanged(device, birth.classesHeld(), true));
        }
        ClassSet held = known.get(device);
        return online.remove(device) && held != null
                ? List.of(new Entry.DeviceChanged(device, held, false))
                : List.of();
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
