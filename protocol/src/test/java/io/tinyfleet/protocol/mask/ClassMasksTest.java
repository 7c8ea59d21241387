package io.tinyfleet.protocol.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassMasksTest {
    /** d = 10, s = 3: {0, 1, 2}, {1, 2, 9}, {2, 8, 9}. */
    private static final ClassMasks MASKS = ClassMasks.of(10, new int[][] {{2, 0, 1}, {9, 1, 2}, {8, 2, 9}});

    /** Two bytes a class: bits 0 1 2; bits 1 2 and 1 of the second byte; bit 2 and bits 0 1 of the second byte. */
    private static final byte[] BITMAPS = HexFormat.of().parseHex("070006020403");

    @Test
    void bitmapsCountBitsFromTheLeastSignificant() {
        assertThat(MASKS.toBitmaps()).isEqualTo(BITMAPS);
    }

    @Test
    void bitmapsComeBackAsTheMasksTheyWere() {
        ClassMasks back = ClassMasks.fromBitmaps(3, 10, 3, BITMAPS);
        assertThat(back).isEqualTo(MASKS).hasSameHashCodeAs(MASKS).hasToString("ClassMasks[K=3, d=10, s=3]");
        assertThat(back.dimension(1, 2)).isEqualTo(9);
        assertThat(back).isNotEqualTo(ClassMasks.of(11, new int[][] {{2, 0, 1}, {9, 1, 2}, {8, 2, 9}}));
    }

    @ParameterizedTest
    @CsvSource({
        "0700060204, 2 bytes but have 5",
        "07000602040300, 2 bytes but have 7",
        "030006020403, class 0 keeps 2",
        "0F0006020403, class 0 keeps 4",
        "070002060403, class 1 keeps dimension 10",
        "070006020083, class 2 keeps dimension 15",
        "'', 2 bytes but have 0"
    })
    void everyWrongBitmapIsRejected(String hex, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ClassMasks.fromBitmaps(3, 10, 3, HexFormat.of().parseHex(hex)))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace(",", ""))
                        .contains(why));
    }

    @Test
    void everyWrongListOfDimensionsIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {}));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {{}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {{1, 1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {{-1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {{10}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassMasks.of(10, new int[][] {{1}, {1, 2}}));
    }

    @Test
    void overlapsAndDistancesAreThoseCountedByHand() {
        assertThat(MASKS.overlap(0, 1)).isEqualTo(2);
        assertThat(MASKS.overlap(0, 2)).isEqualTo(1);
        assertThat(MASKS.overlap(2, 1)).isEqualTo(2);
        MaskStatistics statistics = MaskStatistics.of(MASKS);
        // Distances 2(3−2), 2(3−1), 2(3−2); dimension 2 is kept by all, 3 to 7 by none.
        assertThat(statistics.smallestDistance()).isEqualTo(2);
        assertThat(statistics.meanDistance()).isCloseTo((2 + 4 + 2) / 3.0, within(1e-12));
        assertThat(statistics.largestOverlap()).isEqualTo(2);
        assertThat(statistics.leastUse()).isZero();
        assertThat(statistics.greatestUse()).isEqualTo(3);
    }

    @Test
    void aSingleClassIsAsFarFromOthersAsCanBe() {
        assertThat(MaskStatistics.of(ClassMasks.of(4, new int[][] {{0, 3}})))
                .isEqualTo(new MaskStatistics(4, 4, 0, 0, 1));
    }
}
