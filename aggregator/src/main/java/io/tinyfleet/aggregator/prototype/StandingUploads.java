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
 * What devices sent of each class last, for those that leave out a class which has hardly moved. Immutable.
 *
 * @param devices for each device, for each class
 */
public record StandingUploads(SortedMap<DeviceId, SortedMap<Integer, Standing>> devices) {
    public static final StandingUploads NONE = new StandingUploads(Collections.emptySortedMap());

    /**
     * One class of one device.
     *
     * @param round in which it was sent
     * @param upload in which it stands
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
        for (Map.Entry<Integer, Standing> entry : all.entrySet()) {
            SparsePrototypes upload = entry.getValue().upload();
            int position = upload.classes().positionOf(entry.getKey());
            for (int index = 0; index < sent.kept(); index++) {
                values[at++] = upload.value(position, index);
            }
        }
        return new SparsePrototypes(ClassSet.of(classes), sent.kept(), values);
    }

    /** With what devices sent in a round. */
    StandingUploads with(RoundNumber round, SortedMap<DeviceId, Update> updates, Skipping skipping) {
        SortedMap<DeviceId, SortedMap<Integer, Standing>> all = new TreeMap<>(devices);
        updates.forEach((device, update) -> all.put(device, after(device, round, update.prototypes(), skipping)));
        return new StandingUploads(all);
    }

    private SortedMap<Integer, Standing> after(
            DeviceId device, RoundNumber round, SparsePrototypes sent, Skipping skipping) {
        SortedMap<Integer, Standing> standing = new TreeMap<>();
        devices.getOrDefault(device, Collections.emptySortedMap()).forEach((cls, old) -> {
            if (old.isFresh(round, skipping)) {
                standing.put(cls, old);
            }
        });
        Standing now = new Standing(round, sent);
        for (int position = 0; position < sent.classes().size(); position++) {
            standing.put(sent.classes().at(position), now);
        }
        return standing;
    }
}
