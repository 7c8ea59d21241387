package io.tinyfleet.agent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleShapeTest {
    @Test
    void aSeriesIsOneRow() {
        SampleShape series = new SampleShape(6, 128);
        assertThat(series).isEqualTo(new SampleShape(6, 1, 128)).hasToString("6 × 128");
        assertThat(series.isImage()).isFalse();
        assertThat(series.length()).isEqualTo(128);
        assertThat(series.values()).isEqualTo(768);
    }

    @Test
    void anImageHasRowsAndColumns() {
        SampleShape image = new SampleShape(3, 32, 24);
        assertThat(image).hasToString("3 × 32 × 24");
        assertThat(image.isImage()).isTrue();
        assertThat(image.length()).isEqualTo(768);
        assertThat(image.values()).isEqualTo(2304);
    }

    @Test
    void nothingIsNoShape() {
        assertThatThrownBy(() -> new SampleShape(3, 0, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample needs at least one channel and one value, but has 3 × 0 × 32");
        assertThatThrownBy(() -> new SampleShape(0, 1)).hasMessageEndingWith("has 0 × 1");
        assertThatThrownBy(() -> new SampleShape(3, 1 << 20, 1 << 20).values()).isInstanceOf(ArithmeticException.class);
    }
}
