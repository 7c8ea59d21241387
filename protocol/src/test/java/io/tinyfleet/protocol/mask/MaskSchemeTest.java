package io.tinyfleet.protocol.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskSchemeTest {
    /** What masks are asked for. */
    record Shape(MaskScheme scheme, int classes, int dimensions, int kept, long seed) {
        ClassMasks masks() {
            return scheme.generate(classes, dimensions, kept, seed);
        }
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.integers().between(1, 300).flatMap(dimensions -> Combinators.combine(
                        Arbitraries.of(MaskScheme.class),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, dimensions),
                        Arbitraries.longs())
                .as((scheme, classes, kept, seed) -> new Shape(scheme, classes, dimensions, kept, seed)));
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKS,   10, 500, 50,  1, 55263d3d4e302ed97bfb852a4b49bb86da9185f868d4254d9bf1abe9c9708762",
        "BALANCED, 10, 500, 50,  1, c3b74191f42d210bc34066438c4a1f4edc86bac6e9d56b64d3fbd1f0b50f5f6c",
        "BLOCKS,   43, 500, 50,  7, 925e58e030c845ffefa3f8b8f686ab06609797a69af6bde98e5957fa62968377",
        "BALANCED, 43, 500, 50,  7, 7c31a2d42d7e3054039dee20cdc404e9d5124cf020b88cd7ca12709dff5c1df0",
        "BLOCKS,  100, 500, 50, -1, 54b4e0db12aaedefa1bf65945eb5cfbcb64d89fcd8aeffe5bb4bf3cb27d4c143",
        "BALANCED,100, 500, 50, -1, 94e388b9a1e537a46306349d824b0d8485d221eaec1e1b5dd76391bb9759927b",
        "BLOCKS,    3,  10,  4, 42, dc6d266aae28691d0b885a6a56faffbd608143d700ed2b4326bedb429cbf7032",
        "BALANCED,  3,  10,  4, 42, f7bfb60047a7215c0bc3f34e7b3f551be96e55e611702f2cd85c0179c6633d97"
    })
    void theSameSeedGivesTheSameBitmapsOnEveryMachine(
            MaskScheme scheme, int classes, int dimensions, int kept, long seed, String sha256)
            throws NoSuchAlgorithmException {
        byte[] bitmaps = scheme.generate(classes, dimensions, kept, seed).toBitmaps();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bitmaps)))
                .isEqualTo(sha256);
    }

    @Property(tries = 300)
    void everyClassKeepsExactlyAsManyDimensionsAsAskedFor(@ForAll("shapes") Shape shape) {
        ClassMasks masks = shape.masks();
        assertThat(masks.classes()).isEqualTo(shape.classes());
        assertThat(masks.dimensions()).isEqualTo(shape.dimensions());
        assertThat(masks.keptPerClass()).isEqualTo(shape.kept());
        for (int cls = 0; cls < shape.classes(); cls++) {
            int previous = -1;
            for (int index = 0; index < shape.kept(); index++) {
                assertThat(masks.dimension(cls, index)).isGreaterThan(previous).isLessThan(shape.dimensions());
                previous = masks.dimension(cls, index);
            }
        }
    }

    @Property(tries = 300)
    void masksAreDisjointWheneverThereIsRoom(@ForAll("shapes") Shape shape) {
        int kept = Math.max(1, Math.min(shape.kept(), shape.dimensions() / shape.classes()));
        if (shape.classes() * kept <= shape.dimensions()) {
            ClassMasks masks = shape.scheme().generate(shape.classes(), shape.dimensions(), kept, shape.seed());
            assertThat(MaskStatistics.of(masks).largestOverlap()).isZero();
        }
    }

    @Property(tries = 300)
    void balancedMasksUseEveryDimensionAboutEquallyOften(@ForAll("shapes") Shape shape) {
        MaskStatistics statistics = MaskStatistics.of(
                MaskScheme.BALANCED.generate(shape.classes(), shape.dimensions(), shape.kept(), shape.seed()));
        assertThat(statistics.greatestUse() - statistics.leastUse()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKS, 10, 505, 50", "BLOCKS, 10, 509, 50", "BLOCKS, 3, 10, 3", "BLOCKS, 7, 300, 42",
        "BALANCED, 10, 505, 50", "BALANCED, 10, 500, 50", "BALANCED, 3, 10, 3", "BALANCED, 7, 300, 42"
    })
    void masksAreDisjointAlsoWhenTheClassesDoNotDivideTheDimensions(
            MaskScheme scheme, int classes, int dimensions, int kept) {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(MaskStatistics.of(scheme.generate(classes, dimensions, kept, seed))
                            .largestOverlap())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepingEverythingIsTheSameMaskForAll(MaskScheme scheme) {
        ClassMasks masks = scheme.generate(5, 13, 13, 3);
        assertThat(MaskStatistics.of(masks)).isEqualTo(new MaskStatistics(0, 0, 13, 5, 5));
    }

    @ParameterizedTest
    @EnumSource
    void anotherSeedGivesOtherMasks(MaskScheme scheme) {
        assertThat(scheme.generate(10, 500, 50, 1)).isNotEqualTo(scheme.generate(10, 500, 50, 2));
    }

    /** The figures of SPEC.md: over seeds 1 to 5, at d = 500 and s = 50. */
    @ParameterizedTest
    @CsvSource({"43, 33, 6", "100, 25, 8"})
    void balancedMasksOverlapLessThanBlocks(int classes, int ofBlocks, int ofBalanced) {
        assertThat(worstOverlap(MaskScheme.BLOCKS, classes)).isEqualTo(ofBlocks);
        assertThat(worstOverlap(MaskScheme.BALANCED, classes))
                .isEqualTo(ofBalanced)
                .isLessThan(ofBlocks);
    }

    private static int worstOverlap(MaskScheme scheme, int classes) {
        int[] overlaps = new int[5];
        Arrays.setAll(overlaps, i -> MaskStatistics.of(scheme.generate(classes, 500, 50, i + 1))
                .largestOverlap());
        return Arrays.stream(overlaps).max().orElseThrow();
    }

    @Test
    void impossibleShapesAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaskScheme.BLOCKS.generate(0, 10, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MaskScheme.BLOCKS.generate(1, 10, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaskScheme.BALANCED.generate(1, 10, 11, 0))
                .withMessageContaining("s=11");
    }
}
