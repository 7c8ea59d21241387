package io.tinyfleet.agent.prototype;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.FeatureSums;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.stream.IntStream;

/**
 * A device's dense prototypes, one per class that it has training samples of (method: Eq 3):
 *
 * <pre>c_ij = (1/n_ij) Σ_{x of class j} f_i(θ_i; x)</pre>
 *
 * Computed in double. n_ij stays inside; what leaves is only the product u_ij.
 */
public final class LocalPrototypes {
    private final int[] counts;
    private final double[][] means;

    private LocalPrototypes(int[] counts, double[][] means) {
        this.counts = counts;
        this.means = means;
    }

    /**
     * From the training samples and what the model, in evaluation mode, says of them.
     *
     * @param outputs of {@code samples}, in the same order, features {@code [n, d]}
     */
    public static LocalPrototypes of(LabelledSamples samples, Outputs outputs, int classes, int dimensions) {
        FeatureSums sums = new FeatureSums(classes, dimensions);
        for (int sample = 0; sample < samples.size(); sample++) {
            sums.add(samples.label(sample), outputs.features(sample), 0);
        }
        return of(sums);
    }

    /** From features that were summed before. */
    public static LocalPrototypes of(FeatureSums sums) {
        return new LocalPrototypes(
                IntStream.range(0, sums.classes()).map(sums::count).toArray(),
                IntStream.range(0, sums.classes()).mapToObj(sums::mean).toArray(double[][]::new));
    }

    /** The classes that the device holds. */
    public ClassSet classes() {
        return ClassSet.of(
                IntStream.range(0, counts.length).filter(cls -> counts[cls] > 0).toArray());
    }

    /** n_ij: samples of a class that this is the mean of. */
    int count(int cls) {
        return counts[cls];
    }

    /** The rule that predicts the class of the nearest of these prototypes (Eq 12). */
    public NearestPrototype rule() {
        NearestPrototype.Builder rule = new NearestPrototype.Builder();
        ClassSet held = classes();
        for (int position = 0; position < held.size(); position++) {
            rule.add(held.at(position), means[held.at(position)]);
        }
        return rule.build();
    }

    /**
     * What the device uploads: u_ij = n_ij · ĉ_ij, ĉ_ij = (c_ijk : m_jk = 1) (Eq 8, 10), or ĉ_ij alone with {@link
     * Aps#NONE}.
     */
    public SparsePrototypes upload(ClassMasks masks, Aps aps) {
        ClassSet held = classes();
        int kept = masks.keptPerClass();
        float[] values = new float[held.size() * kept];
        for (int position = 0; position < held.size(); position++) {
            int cls = held.at(position);
            double scale = aps == Aps.NONE ? 1 : counts[cls];
            for (int index = 0; index < kept; index++) {
                values[position * kept + index] = (float) (scale * means[cls][masks.dimension(cls, index)]);
            }
        }
        return new SparsePrototypes(held, kept, values);
    }

    /** ‖ĉ_ij‖₂ of one class, over the dimensions that the mask keeps; 0 for a class that the device does not hold. */
    public double sparseNorm(int cls, ClassMasks masks) {
        double squares = 0;
        for (int index = 0; index < masks.keptPerClass(); index++) {
            double value = means[cls][masks.dimension(cls, index)];
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
