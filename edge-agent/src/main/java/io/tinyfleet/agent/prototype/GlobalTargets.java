package io.tinyfleet.agent.prototype;

import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's prototypes as one device uses them: t_j = μ·ĉ_j^G on the mask and 0 off it (method: item 5), no longer than
 * the plan's guard allows beside the device's own prototype. Immutable.
 */
public final class GlobalTargets {
    private final Plan plan;
    private final SparsePrototypes global;
    private final LocalPrototypes own;
    /** Per position in the global prototypes: what ĉ_j^G is multiplied by. */
    private final double[] scales;

    private GlobalTargets(Plan plan, SparsePrototypes global, LocalPrototypes own, double[] scales) {
        this.plan = plan;
        this.global = global;
        this.own = own;
        this.scales = scales;
    }

    /** As the plan and the global prototypes say, on a device with these prototypes of its own. */
    public static GlobalTargets of(Plan plan, GlobalPrototypes global, LocalPrototypes own) {
        Objective objective = plan.objective();
        double mu = mu(plan, global, own);
        Double guard = objective.guard();
        SparsePrototypes prototypes = global.prototypes();
        double[] scales = new double[prototypes.classes().size()];
        for (int position = 0; position < scales.length; position++) {
            double norm = prototypes.norm(position);
            double ownNorm = own.sparseNorm(prototypes.classes().at(position), plan.masks());
            double longest = guard == null || ownNorm == 0 ? Double.POSITIVE_INFINITY : guard * ownNorm;
            scales[position] = mu * norm > longest ? longest / norm : mu;
        }
        return new GlobalTargets(plan, prototypes, own, scales);
    }

    private static double mu(Plan plan, GlobalPrototypes global, LocalPrototypes own) {
        if (plan.objective().mu() instanceof Mu.Fixed fixed) {
            return fixed.value();
        }
        Double known = global.mu();
        if (known != null) {
            return known;
        }
        Double largest = largestRatio(global, own, plan.masks());
        return largest == null || largest == 0 ? 1 : ((Mu.Auto) plan.objective().mu()).targetTau() / largest;
    }

    /**
     * The device's largest ‖μ·ĉ_j^G‖ / ‖ĉ_ij‖ with the μ that {@code global} gives, or 1 where it gives none: what the
     * aggregator sets the next μ by. {@code null} if the device holds no class that the fleet has.
     */
    public static @Nullable Double largestTauToReport(Plan plan, GlobalPrototypes global, LocalPrototypes own) {
        Double known = global.mu();
        Double largest = largestRatio(global, own, plan.masks());
        return largest == null || known == null ? largest : Double.valueOf(known * largest);
    }

    /** The largest ‖ĉ_j^G‖ / ‖ĉ_ij‖ of the classes that the fleet has and the device holds with a norm above 0. */
    private static @Nullable Double largestRatio(GlobalPrototypes global, LocalPrototypes own, ClassMasks masks) {
        Double largest = null;
        ClassSet classes = global.prototypes().classes();
        for (int position = 0; position < classes.size(); position++) {
            double ownNorm = own.sparseNorm(classes.at(position), masks);
            if (ownNorm > 0) {
                double ratio = global.prototypes().norm(position) / ownNorm;
                largest = largest == null ? ratio : Math.max(largest, ratio);
            }
        }
        return largest;
    }

    /**
     * What an epoch pulls features to.
     *
     * @param weight of the pull beside the cross-entropy, 0 or more
     */
    public Targets forTraining(double weight) {
        Contrast contrast = plan.objective().contrast();
        return contrast == null ? distance(weight) : contrastive(contrast, weight);
    }

    private Targets distance(double weight) {
        int d = plan.dimensions();
        float[] weights = new float[plan.classes() * d];
        boolean zeroOffMask = plan.objective().offMask() == OffMask.ZERO;
        for (int position = 0; position < scales.length; position++) {
            int cls = global.classes().at(position);
            if (zeroOffMask) {
                Arrays.fill(weights, cls * d, (cls + 1) * d, 1f / d);
            } else {
                for (int index = 0; index < plan.kept(); index++) {
                    weights[cls * d + plan.masks().dimension(cls, index)] = 1f / plan.kept();
                }
            }
        }
        return Targets.squared(plan.classes(), d, weight, padded(), weights);
    }

    private Targets contrastive(Contrast contrast, double weight) {
        boolean[] present = new boolean[plan.classes()];
        float[] shares = new float[plan.classes()];
        for (int position = 0; position < scales.length; position++) {
            int cls = global.classes().at(position);
            present[cls] = global.norm(position) > 0;
            shares[cls] = (float) contrast.share(own.count(cls));
        }
        return Targets.contrastive(
                plan.classes(), plan.dimensions(), weight, contrast.temperature(), present, shares, padded());
    }

    /** t: {@code [K, d]}, zero off the masks. */
    private float[] padded() {
        int d = plan.dimensions();
        float[] values = new float[plan.classes() * d];
        for (int position = 0; position < scales.length; position++) {
            int cls = global.classes().at(position);
            for (int index = 0; index < plan.kept(); index++) {
                values[cls * d + plan.masks().dimension(cls, index)] = (float) scaled(position, index);
            }
        }
        return values;
    }

    /** Whether there is any class to pull to or to predict. */
    public boolean isEmpty() {
        return global.classes().isEmpty();
    }

    /**
     * The authors' rule: the nearest zero-padded global prototype. Where features were pulled to directions, lengths mean
     * nothing: the smallest angle, then, which is the nearest of the prototypes at length 1.
     */
    public NearestPrototype rule() {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        ClassSet classes = global.classes();
        for (int position = 0; position < classes.size(); position++) {
            double[] prototype = new double[plan.dimensions()];
            double scale =
                    pullsToDirections() ? 1 / Math.max(global.norm(position), Double.MIN_NORMAL) : scales[position];
            for (int index = 0; index < plan.kept(); index++) {
                prototype[plan.masks().dimension(classes.at(position), index)] = scale * global.value(position, index);
            }
            rule.add(classes.at(position), prototype);
        }
        return rule.build();
    }

    /**
     * τ_ij = ‖t_j‖ / ‖ĉ_ij‖ of every class that the device holds and the fleet has, where ‖ĉ_ij‖ is above 0; above 1
     * training feeds on itself (method: known weaknesses). None where features are pulled to directions, which have no
     * length.
     */
    public SortedMap<Integer, Double> taus(LocalPrototypes own) {
        SortedMap<Integer, Double> taus = new TreeMap<>();
        if (pullsToDirections()) {
            return taus;
        }
        for (int position = 0; position < scales.length; position++) {
            int cls = global.classes().at(position);
            double ownNorm = own.sparseNorm(cls, plan.masks());
            if (ownNorm > 0) {
                taus.put(cls, scales[position] * global.norm(position) / ownNorm);
            }
        }
        return taus;
    }

    private boolean pullsToDirections() {
        return plan.method().pull() == Method.Pull.CONTRAST;
    }

    private double scaled(int position, int index) {
        return scales[position] * global.value(position, index);
    }
}
