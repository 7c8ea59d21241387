package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SplitMix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device for every machine, person or device that measured, in the order in which they appear, with its samples as its
 * publisher divided and ordered them.
 *
 * @param seed of the division into three quarters and one, where the publisher made none
 */
public record BySource(long seed) implements Partition {
    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<PooledSample> samples = pool.samples();
        Map<String, List<Integer>> bySource = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            bySource.computeIfAbsent(samples.get(i).source(), source -> new ArrayList<>())
                    .add(i);
        }
        boolean divided = samples.stream().noneMatch(sample -> sample.part() == Part.ANY);
        DeviceNames names = new DeviceNames();
        List<Share> shares = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> source : bySource.entrySet()) {
            var device = names.of(source.getKey());
            Share share = divided
                    ? Division.asPublished(device, source.getValue(), samples)
                    : Division.anew(device, source.getValue(), pool, SplitMix.of(seed, shares.size()));
            if (!share.hasBothParts()) {
                throw new DataException(device + ": " + share.train().size() + " samples for training and "
                        + share.test().size() + " for testing, expected at least one of each");
            }
            shares.add(share);
        }
        return shares;
    }
}
