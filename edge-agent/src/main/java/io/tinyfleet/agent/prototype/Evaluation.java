package io.tinyfleet.agent.prototype;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.training.Outputs;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Judges a model's outputs on labelled samples by the three prediction rules (method: item 6) and by what combines them. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * Shares of right predictions; all 0 without samples.
     *
     * @param outputs of {@code samples}, in the same order
     * @param global {@code null} while the fleet has no prototypes
     * @param weights of the rules where they are combined
     */
    public static Accuracy of(
            LabelledSamples samples,
            Outputs outputs,
            NearestPrototype local,
            @Nullable NearestPrototype global,
            CombinedRule.Weights weights) {
        CombinedRule combined = new CombinedRule(weights, local, global);
        return new Accuracy(
                share(samples, sample -> local.predict(outputs.features(sample))),
                global == null ? null : share(samples, sample -> global.predict(outputs.features(sample))),
                head(samples, outputs),
                share(samples, sample -> combined.choose(outputs.logits(sample), outputs.features(sample))
                        .cls()));
    }

    /** The share of samples whose largest logit is their class's; 0 without samples. */
    public static double head(LabelledSamples samples, Outputs outputs) {
        return share(samples, sample -> indexOfLargest(outputs.logits(sample)));
    }

    private static double share(LabelledSamples samples, IntUnaryOperator prediction) {
        int right = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            if (prediction.applyAsInt(sample) == samples.label(sample)) {
                right++;
            }
        }
        return samples.size() == 0 ? 0 : (double) right / samples.size();
    }

    private static int indexOfLargest(float[] logits) {
        int largest = 0;
        for (int cls = 1; cls < logits.length; cls++) {
            if (logits[cls] > logits[largest]) {
                largest = cls;
            }
        }
        return largest;
    }
}
