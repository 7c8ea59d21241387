package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.operations.settings.UserMistake;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data that units share, so that it is read once; the one asked for longest ago goes first. Thread-safe. */
final class DataShelf {
    private final Map<Key, LoadedData> loaded;

    private record Key(DataSettings settings, long seed) {}

    /** Room for data of this many kinds. */
    DataShelf(int room) {
        loaded = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, LoadedData> eldest) {
                return size() > room;
            }
        };
    }

    /** What the devices of a unit learn from; it is read now if need be. */
    synchronized LoadedData data(Unit unit) throws UserMistake {
        DataSettings settings = unit.run().data();
        Key key = new Key(settings, settings.seedMatters() ? unit.seed() : 0);
        LoadedData there = loaded.get(key);
        if (there == null) {
            there = LoadedData.load(settings, unit.seed());
            loaded.put(key, there);
        }
        return there;
    }
}
