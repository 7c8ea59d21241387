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
import java.util.stream.Stream;

/**
 * Another partition with less to train on: of each class a device keeps at most {@code most} training samples, chosen
 * at random, in the order they had. Test parts stay whole. What is dropped is not read, nor does it count in the
 * standardisation. A smaller {@code most} chooses from what a larger one has chosen.
 *
 * @param most training samples per class and device, 1 or more
 */
public record Scarce(Partition partition, int most, long seed) implements Partition {
    public Scarce {
        if (most < 1) {
            throw new IllegalArgumentException("training samples per class must be 1 or more, but is " + most);
        }
    }

    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<PooledSample> samples = pool.samples();
        List<Share> whole = partition.deal(pool);
        List<Share> scarce = new ArrayList<>();
        for (Share share : whole) {
            Set<Integer> kept = choose(share.train(), samples, SplitMix.of(seed, scarce.size()));
            Stream<Integer> train = share.train().stream().filter(kept::contains);
            scarce.add(new Share(share.device(), train.toList(), share.test()));
        }
        return scarce;
    }

    private Set<Integer> choose(List<Integer> train, List<PooledSample> samples, SplitMix random) {
        List<Integer> shuffled = new ArrayList<>(train);
        random.shuffle(shuffled);
        Map<Integer, Integer> perClass = new HashMap<>();
        Set<Integer> kept = new HashSet<>();
        for (int sample : shuffled) {
            if (perClass.merge(samples.get(sample).label(), 1, Integer::sum) <= most) {
                kept.add(sample);
            }
        }
        return kept;
    }
}
