package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LocalPrototypesTest {
    /** Red twice, blue three times, green never. */
    private static final int[] LABELS = {0, 2, 0, 2, 2};

    private static final float[][] FEATURES = {
        {1, 2, 3, 4}, {0, 6, 3, 0}, {3, 4, 5, 6}, {3, 0, 0, 3}, {3, 3, 3, 3},
    };

    private final LocalPrototypes prototypes = HandSamples.of(LABELS, FEATURES).prototypes(3, 4);

    /** Red's mean is (2, 3, 4, 5), blue's (2, 3, 2, 2). */
    @Test
    void aPrototypeIsTheMeanOfItsClassesFeatures() {
        NearestPrototype rule = prototypes.rule();
        assertThat(rule.predict(new float[] {2, 3, 4, 5})).isZero();
        assertThat(rule.predict(new float[] {2, 3, 2, 2})).isEqualTo(2);
        // ‖ĉ‖ over the masks {0, 1} of red and {2, 3} of blue
        assertThat(prototypes.sparseNorm(0, Plans.MASKS)).isEqualTo(Math.sqrt(4 + 9));
        assertThat(prototypes.sparseNorm(2, Plans.MASKS)).isEqualTo(Math.sqrt(4 + 4));
    }

    @Test
    void whatIsUploadedIsTheCountTimesTheKeptPartOfThePrototype() {
        // 2 · (2, 3) and 3 · (2, 2)
        assertThat(prototypes.upload(Plans.MASKS, Aps.MEAN))
                .isEqualTo(new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {4, 6, 6, 6}));
    }

    @Test
    void withoutScalingThePrototypesThemselvesAreUploaded() {
        assertThat(prototypes.upload(Plans.MASKS, Aps.NONE))
                .isEqualTo(new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {2, 3, 2, 2}));
    }

    @Test
    void aClassThatIsNotHeldIsAbsent() {
        assertThat(prototypes.classes()).isEqualTo(ClassSet.of(0, 2));
        assertThat(prototypes.upload(Plans.MASKS, Aps.MEAN).classes().contains(1))
                .isFalse();
        assertThat(prototypes.rule().predict(new float[4])).isNotEqualTo(1);
    }

    @Test
    void aDeviceWithoutSamplesHasNoPrototypes() {
        LocalPrototypes none = HandSamples.of(new int[0], new float[0][]).prototypes(3, 4);
        assertThat(none.classes().isEmpty()).isTrue();
        assertThat(none.upload(Plans.MASKS, Aps.MEAN).size()).isZero();
        assertThat(none.rule().predict(new float[4])).isEqualTo(-1);
    }

    /** With every sample twice all but the upload stays as it is, and the upload is twice as large. */
    @Test
    void howManySamplesThereAreShowsInTheUploadAlone() {
        int[] labels = new int[10];
        float[][] features = new float[10][];
        for (int i = 0; i < 10; i++) {
            labels[i] = LABELS[i % 5];
            features[i] = FEATURES[i % 5];
        }
        LocalPrototypes twice = HandSamples.of(labels, features).prototypes(3, 4);
        assertThat(twice.upload(Plans.MASKS, Aps.MEAN))
                .isEqualTo(new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {8, 12, 12, 12}));
        assertThat(twice.classes()).isEqualTo(prototypes.classes());
        assertThat(twice.sparseNorm(0, Plans.MASKS)).isEqualTo(prototypes.sparseNorm(0, Plans.MASKS));
        GlobalPrototypes global =
                new GlobalPrototypes(new PlanHash(1), prototypes.upload(Plans.MASKS, Aps.MEAN), List.of(1, 1));
        assertThat(taus(global, twice)).isEqualTo(taus(global, prototypes));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            float[] sample = randomFeatures(random, 4);
            assertThat(twice.rule().predict(sample)).isEqualTo(prototypes.rule().predict(sample));
        }
    }

    /** n_ij · (1/n_ij) Σ f = Σ f, whatever the classes, the order and the masks. */
    @Property(tries = 300)
    void uploadsAreTheSumsOfFeaturesOnTheMask(
            @ForAll @IntRange(min = 0, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 6) int classes,
            @ForAll @IntRange(min = 1, max = 20) int dimensions,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kept = 1 + random.nextInt(dimensions);
        var masks = MaskScheme.BALANCED.generate(classes, dimensions, kept, seed);
        int[] labels = random.ints(size, 0, classes).toArray();
        float[][] features = new float[size][];
        double[][] sums = new double[classes][dimensions];
        for (int i = 0; i < size; i++) {
            features[i] = randomFeatures(random, dimensions);
            for (int k = 0; k < dimensions; k++) {
                sums[labels[i]][k] += features[i][k];
            }
        }
        SparsePrototypes upload =
                HandSamples.of(labels, features).prototypes(classes, dimensions).upload(masks, Aps.MEAN);
        for (int position = 0; position < upload.classes().size(); position++) {
            int cls = upload.classes().at(position);
            for (int index = 0; index < kept; index++) {
                assertThat((double) upload.value(position, index))
                        .isCloseTo(sums[cls][masks.dimension(cls, index)], within(1e-4));
            }
        }
        for (int label : labels) {
            assertThat(upload.classes().contains(label)).isTrue();
        }
    }

    private static SortedMap<Integer, Double> taus(GlobalPrototypes global, LocalPrototypes own) {
        return GlobalTargets.of(Plans.small(), global, own).taus(own);
    }

    private static float[] randomFeatures(SplittableRandom random, int dimensions) {
        float[] features = new float[dimensions];
        for (int k = 0; k < dimensions; k++) {
            features[k] = (float) random.nextDouble(10);
        }
        return features;
    }
}
