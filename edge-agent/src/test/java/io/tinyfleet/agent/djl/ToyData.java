package io.tinyfleet.agent.djl;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Waves of one frequency per class in noise, and small things to say about a model's outputs. */
final class ToyData {
    private ToyData() {}

    /** Class j is a sine of j + 1 periods, of random phase, in every channel. */
    static LabelledSamples waves(SampleShape shape, int size, int classes, long seed) {
        return waves(shape, size, i -> i % classes, seed);
    }

    static LabelledSamples waves(SampleShape shape, int size, IntUnaryOperator labelOf, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size * shape.values()];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = labelOf.applyAsInt(i);
            double phase = random.nextDouble(2 * Math.PI);
            for (int v = 0; v < shape.values(); v++) {
                int at = v % shape.length();
                double wave = Math.sin(2 * Math.PI * (labels[i] + 1) * at / shape.length() + phase);
                values[i * shape.values() + v] = (float) (wave + 0.3 * (random.nextDouble() - 0.5));
            }
        }
        return new LabelledSamples(shape, values, labels);
    }

    static double accuracy(Outputs outputs, LabelledSamples samples) {
        int right = 0;
        for (int i = 0; i < samples.size(); i++) {
            float[] logits = outputs.logits(i);
            int best = 0;
            for (int k = 1; k < logits.length; k++) {
                best = logits[k] > logits[best] ? k : best;
            }
            right += best == samples.label(i) ? 1 : 0;
        }
        return (double) right / samples.size();
    }

    /** Every feature and logit as bits, so that lists are equal when outputs are, to the last bit. */
    static List<Integer> bits(Outputs outputs) {
        List<Integer> bits = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            for (float feature : outputs.features(i)) {
                bits.add(Float.floatToRawIntBits(feature));
            }
            for (float logit : outputs.logits(i)) {
                bits.add(Float.floatToRawIntBits(logit));
            }
        }
        return bits;
    }
}
