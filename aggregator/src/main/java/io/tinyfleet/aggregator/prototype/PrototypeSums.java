package io.tinyfleet.aggregator.prototype;

import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Σ u_ij and |N_j| per class: sums {@code [K, s]} in double, counts {@code [K]}. Sums of disjoint sets of devices can be
 * merged. Double addition is not associative: whoever wants the same bits every time adds in the same order, which for
 * a round is the order of device ids.
 *
 * <p>Not thread-safe.
 */
public final class PrototypeSums {
    private final PlanInForce plan;
    private final double[] sums;
    private final int[] contributors;

    public PrototypeSums(PlanInForce plan) {
        this.plan = plan;
        sums = new double[plan.plan().classes() * plan.plan().kept()];
        contributors = new int[plan.plan().classes()];
    }

    /** Adds one device's upload. */
    public void add(SparsePrototypes upload) {
        int kept = plan.plan().kept();
        for (int position = 0; position < upload.classes().size(); position++) {
            int cls = upload.classes().at(position);
            contributors[cls]++;
            for (int index = 0; index < kept; index++) {
                sums[cls * kept + index] += upload.value(position, index);
            }
        }
    }

    /** Adds the sums of other devices. */
    public void merge(PrototypeSums other) {
        for (int cls = 0; cls < contributors.length; cls++) {
            contributors[cls] += other.contributors[cls];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    /**
     * The global prototypes of the classes that somebody sent (method: Eq 10):
     *
     * <pre>
     * MEAN  ĉ_j^G = (1/|N_j|) Σ_{i∈N_j} u_ij
     * SUM   ĉ_j^G = (H_j/|N_j|) Σ_{i∈N_j} u_ij
     * </pre>
     *
     * with H_j the devices known to hold class j, whether they took part in this round or not.
     *
     * @param holders H_j: {@code [K]}; a count below |N_j| is taken as |N_j|
     */
    public GlobalPrototypes toGlobal(int[] holders) {
        Plan agreed = plan.plan();
        int[] sent = presentClasses();
        float[] values = new float[sent.length * agreed.kept()];
        List<Integer> counts = new ArrayList<>(sent.length);
        for (int position = 0; position < sent.length; position++) {
            int cls = sent[position];
            counts.add(contributors[cls]);
            double scale = agreed.aps() == Aps.SUM ? Math.max(holders[cls], contributors[cls]) : 1;
            for (int index = 0; index < agreed.kept(); index++) {
                values[position * agreed.kept() + index] =
                        (float) (sums[cls * agreed.kept() + index] * scale / contributors[cls]);
            }
        }
        return new GlobalPrototypes(
                plan.hash(), new SparsePrototypes(ClassSet.of(sent), agreed.kept(), values), counts);
    }

    private int[] presentClasses() {
        int[] present = new int[contributors.length];
        int count = 0;
        for (int cls = 0; cls < contributors.length; cls++) {
            if (contributors[cls] > 0) {
                present[count++] = cls;
            }
        }
        return Arrays.copyOf(present, count);
    }
}
