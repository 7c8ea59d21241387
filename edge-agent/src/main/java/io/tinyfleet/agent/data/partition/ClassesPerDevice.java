package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SplitMix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every device holds {@code classes} classes, and as many devices hold one class as another, give or take one. All
 * samples are pooled, each class is divided evenly between those who hold it, and each device's samples three to one into
 * training and test part, unless the pool keeps its parts. A class that nobody holds is left out.
 *
 * @param devices their number, 1 to 10,000
 * @param classes of each device, 1 or more
 */
public record ClassesPerDevice(int devices, int classes, long seed) implements Partition {
    public ClassesPerDevice {
        if (devices < 1 || devices > 10_000) {
            throw new IllegalArgumentException("devices must be 1 to 10000, but is " + devices);
        }
        if (classes < 1) {
            throw new IllegalArgumentException("classes per device must be 1 or more, but is " + classes);
        }
    }

    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<List<Integer>> samples = Classes.of(pool);
        if (classes > samples.size()) {
            throw new DataException(classes + " classes per device, but there are only " + samples.size() + " classes");
        }
        SplitMix random = SplitMix.of(seed);
        List<List<Integer>> holders = holders(samples.size(), random);
        List<List<Integer>> dealt = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            dealt.add(new ArrayList<>());
        }
        for (int label = 0; label < samples.size(); label++) {
            random.shuffle(samples.get(label));
            deal(samples.get(label), holders.get(label), dealt);
        }
        List<Share> shares = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            Share share = Division.anew(Division.device(device), dealt.get(device), pool, random);
            if (share.size() < Dirichlet.LEAST_SAMPLES || !share.hasBothParts()) {
                throw new DataException(
                        share.device() + " would get " + share.train().size() + " samples for training"
                                + " and " + share.test().size() + " for testing, expected " + Dirichlet.LEAST_SAMPLES
                                + " or more, some of each; fewer devices, or more classes for each, may do");
            }
            shares.add(share);
        }
        return shares;
    }

    /** The devices that hold each class: each in turn takes those that the fewest hold so far. */
    private List<List<Integer>> holders(int all, SplitMix random) {
        List<List<Integer>> holders = new ArrayList<>();
        for (int label = 0; label < all; label++) {
            holders.add(new ArrayList<>());
        }
        List<Integer> order = IntStream.range(0, all).boxed().collect(Collectors.toCollection(ArrayList::new));
        for (int device = 0; device < devices; device++) {
            random.shuffle(order);
            order.sort(Comparator.comparingInt(label -> holders.get(label).size()));
            for (int label : order.subList(0, classes)) {
                holders.get(label).add(device);
            }
        }
        return holders;
    }

    private static void deal(List<Integer> samples, List<Integer> holders, List<List<Integer>> dealt) {
        for (int i = 0; i < holders.size(); i++) {
            long from = (long) samples.size() * i / holders.size();
            long until = (long) samples.size() * (i + 1) / holders.size();
            dealt.get(holders.get(i)).addAll(samples.subList((int) from, (int) until));
        }
    }
}
