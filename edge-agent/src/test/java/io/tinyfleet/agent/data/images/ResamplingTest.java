package io.tinyfleet.agent.data.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    @Test
    void anImageOfTheSizeDoesNotChange() {
        assertThat(red(2, 3, 2, 3, 1, 2, 3, 4, 5, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void tooManyPixelsAreAveragedByArea() {
        assertThat(red(2, 4, 1, 2, 10, 20, 30, 40, 50, 60, 70, 80)).containsExactly(35, 55);
        // Three columns in two: the middle one counts half in each.
        assertThat(red(1, 3, 1, 2, 30, 60, 90)).containsExactly(40, 80);
    }

    @Test
    void tooFewPixelsAreInterpolatedBetweenCentres() {
        assertThat(red(1, 2, 1, 4, 0, 100)).containsExactly(0, 25, 75, 100);
        assertThat(red(1, 1, 2, 2, 7)).containsExactly(7, 7, 7, 7);
    }

    @Test
    void rowsAndColumnsGoTheirOwnWays() {
        assertThat(red(4, 1, 2, 2, 10, 20, 30, 40)).containsExactly(15, 15, 35, 35);
    }

    /** The red plane of an image with these values of red, after it was brought to size. */
    private static float[] red(int fromRows, int fromColumns, int rows, int columns, int... values) {
        BufferedImage image = new BufferedImage(fromColumns, fromRows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            image.setRGB(i % fromColumns, i / fromColumns, values[i] << 16);
        }
        float[] target = new float[3 * rows * columns];
        new Resampling(rows, columns).copy(new Pixels(image), target, 0);
        return java.util.Arrays.copyOf(target, rows * columns);
    }
}
