package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SplitMix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All samples are pooled, and each class is dealt to the devices in shares drawn from Dir(α, …, α): the smaller α, the
 * fewer devices hold a class. A device that has its even part of all samples gets none of the classes that follow.
 * Drawn again until every device has 10 samples or more, and some for training and some for testing: three quarters and
 * one, unless the pool keeps its parts.
 *
 * <p>As Q. Li, Y. Diao, Q. Chen, B. He, <i>Federated Learning on Non-IID Data Silos</i>, ICDE 2022, and the codes that
 * follow it.
 *
 * @param devices their number, 1 to 10,000
 * @param alpha 0.01 to 1,000
 */
public record Dirichlet(int devices, double alpha, long seed) implements Partition {
    static final int LEAST_SAMPLES = 10;
    private static final int DRAWS = 1_000;

    public Dirichlet {
        if (devices < 1 || devices > 10_000) {
            throw new IllegalArgumentException("devices must be 1 to 10000, but is " + devices);
        }
        if (!(alpha >= 0.01 && alpha <= 1_000)) {
            throw new IllegalArgumentException("α must be 0.01 to 1000, but is " + alpha);
        }
    }

    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<List<Integer>> classes = Classes.of(pool);
        int samples = pool.samples().size();
        if (samples >= devices * LEAST_SAMPLES) {
            for (int draw = 0; draw < DRAWS; draw++) {
                List<Share> shares = draw(classes, pool, SplitMix.of(seed, draw));
                if (shares != null) {
                    return shares;
                }
            }
        }
        throw new DataException("none of " + DRAWS + " draws with α = " + alpha + " gave each of " + devices
                + " devices " + LEAST_SAMPLES + " of the " + samples
                + " samples, some for training and some for testing; expected fewer devices or a larger α");
    }

    private @Nullable List<Share> draw(List<List<Integer>> classes, Pool pool, SplitMix random) {
        List<List<Integer>> dealt = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            dealt.add(new ArrayList<>());
        }
        int even = pool.samples().size() / devices;
        for (List<Integer> ofClass : classes) {
            deal(ofClass, dealt, even, random);
        }
        if (dealt.stream().anyMatch(samples -> samples.size() < LEAST_SAMPLES)) {
            return null;
        }
        List<Share> shares = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            Share share = Division.anew(Division.device(device), dealt.get(device), pool, random);
            if (!share.hasBothParts()) {
                return null;
            }
            shares.add(share);
        }
        return shares;
    }

    private void deal(List<Integer> ofClass, List<List<Integer>> dealt, int even, SplitMix random) {
        List<Integer> shuffled = new ArrayList<>(ofClass);
        random.shuffle(shuffled);
        double[] shares = new double[devices];
        double sum = 0;
        for (int device = 0; device < devices; device++) {
            double share = random.gamma(alpha);
            shares[device] = dealt.get(device).size() < even ? share : 0;
            sum += shares[device];
        }
        int from = 0;
        double share = 0;
        for (int device = 0; device < devices; device++) {
            share += shares[device];
            boolean last = device == devices - 1;
            // Rounding the running sum instead of each share deals every sample once.
            int until = last ? shuffled.size() : sum > 0 ? (int) (share / sum * shuffled.size()) : 0;
            dealt.get(device).addAll(shuffled.subList(from, until));
            from = until;
        }
    }
}
