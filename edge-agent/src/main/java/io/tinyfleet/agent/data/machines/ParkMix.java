package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which classes the devices of {@link MachineParks} hold.
 *
 * <p>Of each five devices every kind stands in the parks of two. Both know it healthy, and each does without another third
 * of the nine faults: so five devices know everything.
 */
final class ParkMix {
    private static final int KINDS = Kind.values().length;
    private static final int FAULTS = Fault.values().length - 1;
    private static final int PARK = 4;
    private static final int DEVICES = 5;
    private static final int UNKNOWN = FAULTS / 3;

    private ParkMix() {}

    /**
     * The labels that a device knows, ascending.
     *
     * @param device from 0
     */
    static List<Integer> of(long seed, long path, int device) {
        int block = device / DEVICES;
        int[] kinds = IntStream.range(0, KINDS).toArray();
        SplitMix.of(seed, path, block, KINDS).shuffle(kinds);
        List<Integer> labels = new ArrayList<>();
        for (int place = 0; place < PARK; place++) {
            int slot = device % DEVICES * PARK + place;
            int kind = kinds[slot % KINDS];
            labels.addAll(known(SplitMix.of(seed, path, block, kind), kind, slot / KINDS));
        }
        return labels.stream().sorted().toList();
    }

    private static List<Integer> known(SplitMix random, int kind, int occurrence) {
        List<Integer> faults =
                IntStream.rangeClosed(1, FAULTS).boxed().collect(Collectors.toCollection(ArrayList::new));
        random.shuffle(faults);
        faults.subList(occurrence * UNKNOWN, (occurrence + 1) * UNKNOWN).clear();
        faults.add(0);
        return faults.stream().map(fault -> kind * (FAULTS + 1) + fault).toList();
    }
}
