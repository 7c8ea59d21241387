package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MatricesTest {
    /** Of all lengths around the blocks of 4 and 16 rows. */
    @Property(tries = 200)
    void productsAreSumsOfRowTimesColumn(
            @ForAll @IntRange(min = 1, max = 5) int m,
            @ForAll @IntRange(min = 1, max = 35) int k,
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[][] left = matrix(m, k, random);
        float[][] right = matrix(k, n, random);
        float[][] sum = matrix(m, n, random);
        double[][] expected = new double[m][n];
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                expected[row][column] = sum[row][column];
                for (int i = 0; i < k; i++) {
                    expected[row][column] += (double) left[row][i] * right[i][column];
                }
            }
        }

        Matrices.addProduct(left, right, sum);

        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                assertThat((double) sum[row][column]).isCloseTo(expected[row][column], within(1e-5));
            }
        }
    }

    private static float[][] matrix(int rows, int columns, Random random) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = 2 * random.nextFloat() - 1;
            }
        }
        return matrix;
    }
}
