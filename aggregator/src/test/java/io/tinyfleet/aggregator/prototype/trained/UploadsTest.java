package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final int WIDTH = 4;

    /** Lengths 2, 8 and 4: the median of 4 becomes √4 = 2, so everything is halved. */
    @Test
    void theMedianUploadGetsValuesAroundOne() {
        Uploads uploads = uploads(
                Plans.prototypes(ClassSet.of(1, 6), 2, 0, 0, 0, 0, 8, 0, 0),
                Plans.prototypes(ClassSet.of(6), 0, 4, 0, 0));

        assertThat(uploads.vectors()).isDeepEqualTo(new float[][] {{1, 0, 0, 0}, {0, 4, 0, 0}, {0, 2, 0, 0}});
        assertThat(uploads.classes()).isEqualTo(ClassSet.of(1, 6));
        assertThat(uploads.labels()).containsExactly(0, 1, 1);
        assertThat(uploads.contributors()).containsExactly(1, 2);
    }

    @Test
    void restoringUndoesTheScale() {
        Uploads uploads = uploads(Plans.prototypes(ClassSet.of(0, 2), 2, 0, 0, 0, 0, 4, 0, 0));

        assertThat(uploads.restored(uploads.means()))
                .isEqualTo(Plans.prototypes(ClassSet.of(0, 2), 2, 0, 0, 0, 0, 4, 0, 0));
    }

    /** Means (1, 0), (3, 0), (10, 0) times the scale, √4 / 4: gaps 2, 2 and 7. */
    @Test
    void theMarginIsTheGapOfTheLoneliestClass() {
        Uploads uploads = uploads(
                Plans.prototypes(ClassSet.of(0, 1, 2), 4, 0, 0, 0, 3, 0, 0, 0, 10, 0, 0, 0),
                Plans.prototypes(ClassSet.of(0), -2, 0, 0, 0));

        assertThat(uploads.margin()).isEqualTo(7 * 2 / 4f);
    }

    @Test
    void theMarginIsAtMostOneHundred() {
        Uploads uploads = uploads(Plans.prototypes(ClassSet.of(0, 1, 2), 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 200, 0));

        assertThat(uploads.margin()).isEqualTo(100);
    }

    @Test
    void nothingCountsAsLongerThanAThousandTimesTheMedian() {
        Uploads uploads = uploads(
                Plans.prototypes(ClassSet.of(0), 2, 0, 0, 0),
                Plans.prototypes(ClassSet.of(0), 0, 2, 0, 0),
                Plans.prototypes(ClassSet.of(0), 0, 0, 3e38f, 3e38f));

        assertThat(uploads.vectors()[0]).containsExactly(2, 0, 0, 0);
        assertThat(uploads.vectors()[2][2]).isCloseTo((float) (2000 / Math.sqrt(2)), within(0.01f));
    }

    @Test
    void zerosDoNotSetTheScale() {
        Uploads zeros = uploads(Plans.prototypes(ClassSet.of(0, 1), new float[2 * WIDTH]));
        Uploads some = uploads(Plans.prototypes(ClassSet.of(0, 1, 2), 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0));

        assertThat(zeros.vectors()).isDeepEqualTo(new float[2][WIDTH]);
        assertThat(zeros.margin()).isZero();
        assertThat(some.vectors()[2]).containsExactly(2, 0, 0, 0);
    }

    @Test
    void theLargestFloatsAreRestoredAsFiniteNumbers() {
        Uploads uploads = uploads(Plans.prototypes(ClassSet.of(0), 3e38f, 3e38f, 3e38f, 3e38f));

        assertThat(uploads.restored(new float[][] {{9, -9, 0, 1}}).toArray())
                .containsExactly(Float.MAX_VALUE, -Float.MAX_VALUE, 0, 3e38f);
    }

    private static Uploads uploads(SparsePrototypes... uploads) {
        return new Uploads(WIDTH, List.of(uploads));
    }
}
