package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet agrees on: it never changes while it is in force, and its {@link PlanHash} is in every other message.
 *
 * <p>Its size is limited so that no message made under it has more than 1 MiB: K·s ≤ 250,000 values, and masks of K·⌈d/8⌉
 * ≤ 900,000 bytes. Where models are exchanged, those have up to 2,000,000 values, in messages of up to 8 MiB. What does
 * not go together is refused.
 *
 * @param classNames K distinct names of 1 to 64 bytes, K from 2 to 1,000; a class is an index into this list
 * @param masks K masks over d dimensions, d up to 65,536
 * @param maskScheme how the masks were made
 * @param maskSeed what they were made from
 * @param normLimit the largest ‖u_ij‖₂ that a device may upload for a class, above 0 and at most 1e30, with which even the
 *     sum over hundreds of millions of devices is a finite float
 * @param skipping {@code null} to send every class in every round
 */
public record Plan(
        Method method,
        List<String> classNames,
        ClassMasks masks,
        MaskScheme maskScheme,
        long maskSeed,
        Objective objective,
        Aps aps,
        Encoding encoding,
        RoundPolicy rounds,
        double normLimit,
        InitialWeights initialWeights,
        @Nullable Skipping skipping)
        implements Message {
    public static final int MOST_CLASSES = 1_000;
    public static final int MOST_DIMENSIONS = 65_536;
    public static final int LONGEST_NAME = 64;
    public static final int MOST_VALUES = 250_000;
    public static final int MOST_MODEL_VALUES = 2_000_000;
    public static final int MOST_MASK_BYTES = 900_000;
    public static final double LARGEST_NORM_LIMIT = 1e30;

    public Plan {
        classNames = List.copyOf(classNames);
        if (classNames.size() < 2 || classNames.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "a plan has 2 to " + MOST_CLASSES + " classes, not " + classNames.size());
        }
        if (new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("class names must be distinct, but are " + classNames);
        }
        for (String name : classNames) {
            Text.require("a class name", name, LONGEST_NAME);
            if (name.isBlank()) {
                throw new IllegalArgumentException("a class name must not be blank, but is '" + name + "'");
            }
        }
        if (masks.classes() != classNames.size()) {
            throw new IllegalArgumentException(masks.classes() + " masks for " + classNames.size() + " classes");
        }
        if (masks.dimensions() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("d is at most " + MOST_DIMENSIONS + ", not " + masks.dimensions());
        }
        if (masks.classes() * masks.keptPerClass() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "K·s is at most " + MOST_VALUES + ", but K=" + masks.classes() + " and s=" + masks.keptPerClass());
        }
        if (masks.classes() * ((masks.dimensions() + Byte.SIZE - 1) / Byte.SIZE) > MOST_MASK_BYTES) {
            throw new IllegalArgumentException("masks have at most " + MOST_MASK_BYTES + " bytes, but K="
                    + masks.classes() + " and d=" + masks.dimensions());
        }
        if (!(normLimit > 0 && normLimit <= LARGEST_NORM_LIMIT)) {
            throw new IllegalArgumentException(
                    "norm limit must be above 0 and at most " + LARGEST_NORM_LIMIT + ", but is " + normLimit);
        }
        requireDense(method, masks, aps);
        requireFitting(encoding, method, aps, normLimit);
        requireOfUse(method, objective, initialWeights, skipping);
    }

    /** Every class in every round, and weights of each device's own. */
    public Plan(
            Method method,
            List<String> classNames,
            ClassMasks masks,
            MaskScheme maskScheme,
            long maskSeed,
            Objective objective,
            Aps aps,
            Encoding encoding,
            RoundPolicy rounds,
            double normLimit) {
        this(
                method,
                classNames,
                masks,
                maskScheme,
                maskSeed,
                objective,
                aps,
                encoding,
                rounds,
                normLimit,
                InitialWeights.OWN,
                null);
    }

    private static void requireDense(Method method, ClassMasks masks, Aps aps) {
        if (method.isDense() && (masks.keptPerClass() < masks.dimensions() || aps != Aps.NONE)) {
            throw new IllegalArgumentException(
                    method.label() + " sends all dimensions, unscaled: it needs s = d and aps none, but s="
                            + masks.keptPerClass() + ", d=" + masks.dimensions() + ", aps " + aps);
        }
    }

    private static void requireFitting(Encoding encoding, Method method, Aps aps, double normLimit) {
        if (encoding == Encoding.F16 && (normLimit > Encoding.LARGEST_F16 || aps == Aps.SUM)) {
            throw new IllegalArgumentException("f16 reaches to " + Encoding.LARGEST_F16
                    + ": it needs a norm limit up to that and aps mean or none, but the limit is " + normLimit
                    + ", aps " + aps);
        }
        if (encoding != Encoding.F32 && method.exchange() != Method.Exchange.PROTOTYPES) {
            throw new IllegalArgumentException(
                    method.label() + " exchanges no prototypes: its encoding is f32, not " + encoding);
        }
    }

    private static void requireOfUse(
            Method method, Objective objective, InitialWeights initialWeights, @Nullable Skipping skipping) {
        if (method.exchange() != Method.Exchange.PROTOTYPES
                && (skipping != null || objective.mu() instanceof Mu.Auto)) {
            throw new IllegalArgumentException(
                    method.label() + " exchanges no prototypes: it has nothing to skip or to scale");
        }
        if (method.isTrainedByAggregator() && skipping != null) {
            throw new IllegalArgumentException(method.label() + " trains on what a round brought: it skips nothing");
        }
        if (method.exchange() == Method.Exchange.MODEL && initialWeights != InitialWeights.COMMON) {
            throw new IllegalArgumentException(method.label() + " averages models: they need common initial weights");
        }
        boolean contrasts = method.pull() == Method.Pull.CONTRAST;
        if (contrasts != (objective.contrast() != null)) {
            throw new IllegalArgumentException(
                    method.label() + (contrasts ? " needs" : " has no") + " temperature and prior");
        }
    }

    /** K. */
    public int classes() {
        return classNames.size();
    }

    /** d. */
    public int dimensions() {
        return masks.dimensions();
    }

    /** s. */
    public int kept() {
        return masks.keptPerClass();
    }
}
