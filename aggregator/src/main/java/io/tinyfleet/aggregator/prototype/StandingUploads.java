package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What devices sent of each class last, for those that leave out a class which has hardly moved, until it is too old.
 * A class that a device no longer holds looks the same, and counts until then. Immutable.
 *
 * @param devices for each device, for each class
 */
public record StandingUploads(SortedMap<DeviceId, SortedMap<Integer, Standing>> devices) {
    public static final StandingUploads NONE = new StandingUploads(Collections.emptySortedMap());

    public StandingUploads {
        devices = Collections.unmodifiableSortedMap(devices);
    }

    /**
     * One class of one device.
     *
     * @param round in which it was sent
     * @param upload of this class alone
     */
    public record Standing(RoundNumber round, SparsePrototypes upload) {
        boolean isFresh(RoundNumber now, Skipping skipping) {
            return now.value() - round.value() <= skipping.longestRounds();
        }
    }

    /** A device's upload with what it left out, as far as that is not too old. */
    SparsePrototypes complete(DeviceId device, RoundNumber round, SparsePrototypes sent, Skipping skipping) {
        SortedMap<Integer, Standing> all = after(device, round, sent, skipping);
        int[] classes = all.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] values = new float[classes.length * sent.kept()];
        int at = 0;
        for (Standing standing : all.values()) {
            for (int index = 0; index < sent.kept(); index++) {
                values[at++] = standing.upload().value(0, index);
            }
        }
        return new SparsePrototypes(ClassSet.of(classes), sent.kept(), values);
    }

    /** With what devices sent in a round, and without what is of no use after it. */
    StandingUploads with(RoundNumber round, SortedMap<DeviceId, Update> updates, Skipping skipping) {
        SortedMap<DeviceId, SortedMap<Integer, Standing>> all = new TreeMap<>();
        devices.keySet().forEach(device -> all.put(device, fresh(device, round, skipping)));
        updates.forEach((device, update) -> all.put(device, after(device, round, update.prototypes(), skipping)));
        all.values().removeIf(Map::isEmpty);
        return new StandingUploads(all);
    }

    private SortedMap<Integer, Standing> after(
            DeviceId device, RoundNumber round, SparsePrototypes sent, Skipping skipping) {
        SortedMap<Integer, Standing> standing = fresh(device, round, skipping);
        for (int position = 0; position < sent.classes().size(); position++) {
            float[] values = new float[sent.kept()];
            for (int index = 0; index < values.length; index++) {
                values[index] = sent.value(position, index);
            }
            int cls = sent.classes().at(position);
            standing.put(cls, new Standing(round, new SparsePrototypes(ClassSet.of(cls), values.length, values)));
        }
        return standing;
    }

    private SortedMap<Integer, Standing> fresh(DeviceId device, RoundNumber round, Skipping skipping) {
        SortedMap<Integer, Standing> fresh = new TreeMap<>(devices.getOrDefault(device, Collections.emptySortedMap()));
        fresh.values().removeIf(standing -> !standing.isFresh(round, skipping));
        return fresh;
    }
}
