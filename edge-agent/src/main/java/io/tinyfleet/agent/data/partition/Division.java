package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SplitMix;
import io.tinyfleet.protocol.DeviceId;
import java.util.List;
import java.util.Locale;

/** How one device's samples become a training and a test part. */
final class Division {
    private static final double TRAIN = 0.75;

    private Division() {}

    /** The n-th device, from 0, of those that have no name of their own. */
    static DeviceId device(int n) {
        return new DeviceId(String.format(Locale.ROOT, "device-%02d", n + 1));
    }

    /** Shuffled; then as the pool demands, else three quarters for training and one for testing. */
    static Share anew(DeviceId device, List<Integer> dealt, Pool pool, SplitMix random) {
        random.shuffle(dealt);
        if (pool.keepsParts()) {
            return asPublished(device, dealt, pool.samples());
        }
        int train = (int) Math.round(TRAIN * dealt.size());
        return new Share(device, dealt.subList(0, train), dealt.subList(train, dealt.size()));
    }

    /** As the publisher divided, in the order given. */
    static Share asPublished(DeviceId device, List<Integer> dealt, List<PooledSample> samples) {
        return new Share(device, of(Part.TRAIN, dealt, samples), of(Part.TEST, dealt, samples));
    }

    private static List<Integer> of(Part part, List<Integer> dealt, List<PooledSample> samples) {
        return dealt.stream().filter(i -> samples.get(i).part() == part).toList();
    }
}
