package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import java.util.ArrayList;
import java.util.List;

/** A pool's samples by class. */
final class Classes {
    private Classes() {}

    /** Positions of each class's samples, ascending. */
    static List<List<Integer>> of(Pool pool) {
        List<List<Integer>> classes = new ArrayList<>();
        for (int i = 0; i < pool.classNames().size(); i++) {
            classes.add(new ArrayList<>());
        }
        List<PooledSample> samples = pool.samples();
        for (int i = 0; i < samples.size(); i++) {
            classes.get(samples.get(i).label()).add(i);
        }
        return classes;
    }
}
