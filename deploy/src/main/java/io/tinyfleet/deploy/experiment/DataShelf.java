package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.operations.settings.UserMistake;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data that units share, so that it is read once; the one asked for longest ago goes first. Thread-safe. */
final class DataShelf {
    private final Map<Key, LoadedData> loaded;
    private final Map<Key, String> hashes = new HashMap<>();

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
        Key key = key(unit);
        LoadedData there = loaded.get(key);
        if (there == null) {
            there = LoadedData.load(key.settings(), unit.seed());
            loaded.put(key, there);
            hashes.put(key, there.sha256());
        }
        return there;
    }

    /** Of the data of a unit, which is read once for that. */
    synchronized String sha256(Unit unit) throws UserMistake {
        String known = hashes.get(key(unit));
        return known == null ? data(unit).sha256() : known;
    }

    private static Key key(Unit unit) {
        DataSettings settings = unit.run().data();
        return new Key(settings, settings.seedMatters() ? unit.seed() : 0);
    }
}
