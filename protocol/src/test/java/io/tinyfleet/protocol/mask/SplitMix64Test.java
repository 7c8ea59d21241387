package io.tinyfleet.protocol.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void firstValuesAreThePublishedOnes() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(Stream.generate(random::next).limit(3).map(Long::toUnsignedString))
                .containsExactly("6457827717110365317", "3203168211198807973", "9817491932198370423");
    }

    @Test
    void aBoundTakesTheUpper31BitsModulo() {
        // 6457827717110365317 >> 33 = 751790091 and 3203168211198807973 >> 33 = 372897858
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(random.below(10)).isEqualTo(1);
        assertThat(random.below(1000)).isEqualTo(858);
    }

    @Test
    void shufflingGoesFromTheLastElementDown() {
        // below(3) = 751790091 mod 3 = 0: swap places 2 and 0; below(2) = 372897858 mod 2 = 0: swap places 1 and 0
        int[] values = {0, 1, 2};
        new SplitMix64(1234567).shuffle(values);
        assertThat(values).containsExactly(1, 2, 0);
    }
}
