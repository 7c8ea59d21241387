package io.tinyfleet.agent.data.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassMixTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 727})
    void everyDeviceKnowsSevenClassesWellEnoughToLearnAndToTestThem(long seed) {
        for (int device = 0; device < 60; device++) {
            int[] train = counts(ClassMix.of(seed, device).trainLabels());
            int[] test = counts(ClassMix.of(seed, device).testLabels());

            assertThat(Arrays.stream(train).sum()).isBetween(200, 300);
            assertThat(Arrays.stream(test).sum()).isBetween(80, 100);
            assertThat(Arrays.stream(train).filter(count -> count > 0).count()).isEqualTo(7);
            assertThat(train[Fault.HEALTHY.label()]).isPositive();
            for (int label = 0; label < train.length; label++) {
                assertThat(train[label] == 0 || train[label] >= 8).isTrue();
                assertThat(test[label] >= 3).isEqualTo(train[label] > 0);
                assertThat(test[label] == 0).isEqualTo(train[label] == 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 727})
    void ofThreeDevicesInTurnTwoKnowEachFault(long seed) {
        for (int first = 0; first < 60; first += 3) {
            int[] holders = new int[ClassMix.CLASSES];
            for (int device = first; device < first + 3; device++) {
                int[] train = counts(ClassMix.of(seed, device).trainLabels());
                for (int label = 0; label < train.length; label++) {
                    holders[label] += train[label] > 0 ? 1 : 0;
                }
            }
            assertThat(holders).containsExactly(3, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 727})
    void classesAreUneven(long seed) {
        double largest = 0;
        for (int device = 0; device < 60; device++) {
            int[] train = counts(ClassMix.of(seed, device).trainLabels());
            largest += (double) Arrays.stream(train).max().orElseThrow()
                    / Arrays.stream(train).sum();
        }

        // Even classes would give 1/7.
        assertThat(largest / 60).isBetween(0.25, 0.45);
    }

    private static int[] counts(int[] labels) {
        int[] counts = new int[ClassMix.CLASSES];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
