package io.tinyfleet.protocol.message;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import java.util.HashSet;
import java.util.List;

/**
 * What a fleet agrees on: it never changes while it is in force, and its {@link PlanHash} is in every other message.
 *
 * <p>Its size is limited so that no message made under it has more than 1 MiB: K·s ≤ 250,000 values and masks of
 * K·⌈d/8⌉ ≤ 900,000 bytes.
 *
 * @param classNames K distinct names of 1 to 64 bytes, K from 2 to 1,000; a class is an index into this list
 * @param masks K masks over d dimensions, d up to 65,536
 * @param maskScheme how the masks were made
 * @param maskSeed what they were made from
 * @param normLimit the largest ‖u_ij‖₂ that a device may upload for a class, above 0
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
        double normLimit)
        implements Message {
    public static final int MOST_CLASSES = 1_000;
    public static final int MOST_DIMENSIONS = 65_536;
    public static final int LONGEST_NAME = 64;
    public static final int MOST_VALUES = 250_000;
    public static final int MOST_MASK_BYTES = 900_000;

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
        if (!(normLimit > 0) || Double.isInfinite(normLimit)) {
            throw new IllegalArgumentException("norm limit must be finite and above 0, but is " + normLimit);
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
