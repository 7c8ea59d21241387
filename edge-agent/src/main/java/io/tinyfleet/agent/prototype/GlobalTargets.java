package io.tinyfleet.agent.prototype;

import io.tinyfleet.agent.training.SquaredTargets;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.SparsePrototypes;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's prototypes as a device uses them: t_j = μ·ĉ_j^G on the mask and 0 off it (method: item 5). Immutable.
 */
public final class GlobalTargets {
    private final Plan plan;
    private final SparsePrototypes global;

    public GlobalTargets(Plan plan, GlobalPrototypes global) {
        this.plan = plan;
        this.global = global.prototypes();
    }

    /** What the next epoch pulls features to. */
    public SquaredTargets forTraining() {
        int d = plan.dimensions();
        float[] values = new float[plan.classes() * d];
        float[] weights = new float[plan.classes() * d];
        ClassMasks masks = plan.masks();
        boolean zeroOffMask = plan.objective().offMask() == OffMask.ZERO;
        ClassSet classes = global.classes();
        for (int position = 0; position < classes.size(); position++) {
            int cls = classes.at(position);
            for (int k = 0; k < d && zeroOffMask; k++) {
                weights[cls * d + k] = 1f / d;
            }
            for (int index = 0; index < plan.kept(); index++) {
                int k = masks.dimension(cls, index);
                values[cls * d + k] = (float) scaled(position, index);
                weights[cls * d + k] = zeroOffMask ? 1f / d : 1f / plan.kept();
            }
        }
        return Targets.squared(plan.classes(), d, plan.objective().lambda(), values, weights);
    }

    /** The authors' rule: the nearest zero-padded global prototype. */
    public NearestPrototype rule() {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        ClassSet classes = global.classes();
        for (int position = 0; position < classes.size(); position++) {
            double[] prototype = new double[plan.dimensions()];
            for (int index = 0; index < plan.kept(); index++) {
                prototype[plan.masks().dimension(classes.at(position), index)] = scaled(position, index);
            }
            rule.add(classes.at(position), prototype);
        }
        return rule.build();
    }

    /**
     * The largest τ_ij = ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ over the classes that the device holds and the fleet has; above 1 training
     * feeds on itself (method: known weaknesses). {@code null} if there is no such class with a norm above 0.
     */
    public @Nullable Double largestTau(LocalPrototypes local) {
        Double largest = null;
        ClassSet held = local.classes();
        for (int position = 0; position < global.classes().size(); position++) {
            int cls = global.classes().at(position);
            double own = held.contains(cls) ? local.sparseNorm(cls, plan.masks()) : 0;
            if (own > 0) {
                double tau = plan.objective().mu() * global.norm(position) / own;
                largest = largest == null ? tau : Math.max(largest, tau);
            }
        }
        return largest;
    }

    private double scaled(int position, int index) {
        return plan.objective().mu() * global.value(position, index);
    }
}
