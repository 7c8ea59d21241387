package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.SplitMix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Another partition, for whoever still has to choose settings: a part of what a device would train on is held out for
 * validation and takes the place of its test samples, which nobody reads; it trains on the rest. Both keep their order,
 * and only the rest counts in the standardisation.
 *
 * <p>Of each class a device holds out a quarter at random, rounded, so never all. Samples that may share values (those
 * with a {@link PooledSample#recording()}) stay together whoever has them: of the recordings of a source that anybody
 * trains on, the first, fifth, ninth … are held out.
 */
public record HeldOut(Partition partition, long seed) implements Partition {
    private static final int ONE_OF = 4;
    /** Path below the seed and the device, apart from that of {@link Scarce}. */
    private static final long HELD_OUT = 1;

    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<PooledSample> samples = pool.samples();
        List<Share> whole = partition.deal(pool);
        Set<Integer> cut = cut(whole, samples);
        List<Share> shares = new ArrayList<>();
        for (Share share : whole) {
            Set<Integer> heldOut = alone(share.train(), samples, SplitMix.of(seed, shares.size(), HELD_OUT));
            heldOut.addAll(cut);
            shares.add(divided(share, heldOut));
        }
        return shares;
    }

    /** Those held out of the samples that were cut from recordings, on all devices. */
    private static Set<Integer> cut(List<Share> shares, List<PooledSample> samples) {
        Set<Integer> train =
                shares.stream().flatMap(share -> share.train().stream()).collect(Collectors.toSet());
        Map<String, Set<String>> recordings = new HashMap<>();
        Set<String> chosen = new HashSet<>();
        Set<Integer> heldOut = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            String recording = samples.get(i).recording();
            if (recording != null && train.contains(i)) {
                Set<String> ofSource = recordings.computeIfAbsent(samples.get(i).source(), source -> new HashSet<>());
                if (ofSource.add(recording) && ofSource.size() % ONE_OF == 1) {
                    chosen.add(recording);
                }
                if (chosen.contains(recording)) {
                    heldOut.add(i);
                }
            }
        }
        return heldOut;
    }

    /** Those held out of a device's samples that share no value with another. */
    private static Set<Integer> alone(List<Integer> train, List<PooledSample> samples, SplitMix random) {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i : train) {
            if (samples.get(i).recording() == null) {
                classes.computeIfAbsent(samples.get(i).label(), label -> new ArrayList<>())
                        .add(i);
            }
        }
        Set<Integer> heldOut = new HashSet<>();
        for (List<Integer> ofClass : classes.values()) {
            random.shuffle(ofClass);
            heldOut.addAll(ofClass.subList(0, Math.round((float) ofClass.size() / ONE_OF)));
        }
        return heldOut;
    }

    private static Share divided(Share share, Set<Integer> heldOut) throws DataException {
        Share divided = new Share(
                share.device(),
                share.train().stream().filter(i -> !heldOut.contains(i)).toList(),
                share.train().stream().filter(heldOut::contains).toList());
        if (!divided.hasBothParts()) {
            throw new DataException(share.device() + ": of " + share.train().size() + " training samples "
                    + divided.test().size() + " would be held out for validation, expected some, but not all:"
                    + " a device must have two samples of a class, or samples of two recordings");
        }
        return divided;
    }
}
