package io.tinyfleet.agent.data.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.ContentHash;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.protocol.DeviceId;
import org.junit.jupiter.api.Test;

class MachineParksTest {
    @Test
    void fiveDevicesHoldAllClassesAndEachSome() {
        for (long seed = 1; seed <= 3; seed++) {
            MachineParks parks = new MachineParks(5, seed);
            assertThat(parks.classNames()).hasSize(100).startsWith("PUMP HEALTHY", "PUMP IMBALANCE");
            assertThat(parks.shape()).isEqualTo(new SampleShape(3, 256));
            int[] holders = new int[100];
            for (DeviceId device : parks.devices()) {
                DeviceData data = parks.load(device);
                int[] train = data.train().countPerClass(100);
                int[] test = data.test().countPerClass(100);
                for (int label = 0; label < 100; label++) {
                    holders[label] += train[label] > 0 ? 1 : 0;
                    assertThat(train[label]).isIn(0, 12);
                    assertThat(test[label]).isEqualTo(train[label] / 3);
                }
                assertThat(data.train().size()).isEqualTo(28 * 12);
            }
            assertThat(holders).doesNotContain(0);
        }
    }

    @Test
    void parkIsTheSameInFleetsOfAnySize() {
        DeviceId third = new DeviceId("park-03");
        assertThat(new MachineParks(16, 1).load(third)).isEqualTo(new MachineParks(3, 1).load(third));
        assertThat(new MachineParks(3, 2).load(third)).isNotEqualTo(new MachineParks(3, 1).load(third));
    }

    @Test
    void poolHoldsTheSameWindows() throws DataException {
        MachineParks parks = new MachineParks(2, 1);

        assertThat(ContentHash.of(new BySource(1).over(parks.pool()))).isEqualTo(ContentHash.of(parks));
    }

    @Test
    void seedGivesTheSameBitsOnEveryComputer() throws DataException {
        assertThat(ContentHash.of(new MachineParks(2, 1)))
                .isEqualTo("79d6e94039771d6b5e94d7dcf63a1a8fab81952d74eb45329d2a665d0e448106");
    }

    /** With no more than mean spectra, which is far less than a network can do; chance is 1 in 28. */
    @Test
    void classesCanBeLearnt() {
        DeviceData data = new MachineParks(1, 1).load(new DeviceId("park-01"));
        double[][] means = new double[100][];
        int[] counts = data.train().countPerClass(100);
        for (int i = 0; i < data.train().size(); i++) {
            int label = data.train().label(i);
            double[] features = spectrum(data.train(), i);
            if (means[label] == null) {
                means[label] = new double[features.length];
            }
            for (int f = 0; f < features.length; f++) {
                means[label][f] += features[f] / counts[label];
            }
        }
        int right = 0;
        for (int i = 0; i < data.test().size(); i++) {
            right += nearest(means, spectrum(data.test(), i)) == data.test().label(i) ? 1 : 0;
        }

        assertThat((double) right / data.test().size()).isGreaterThan(0.5);
    }

    @Test
    void parksThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> new MachineParks(0, 1)).hasMessage("devices must be 1 to 1000, but is 0");
        assertThatThrownBy(() -> new MachineParks(2, 1).load(new DeviceId("park-03")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no park park-03, only 2 from park-01 to park-02");
    }

    private static int nearest(double[][] means, double[] features) {
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int label = 0; label < means.length; label++) {
            if (means[label] != null) {
                double distance = 0;
                for (int f = 0; f < features.length; f++) {
                    distance += (means[label][f] - features[f]) * (means[label][f] - features[f]);
                }
                if (distance < least) {
                    least = distance;
                    best = label;
                }
            }
        }
        return best;
    }

    private static double[] spectrum(LabelledSamples samples, int sample) {
        float[] values = SampleValues.of(samples, sample);
        double[] features = new double[3 * 128];
        for (int axis = 0; axis < 3; axis++) {
            double[] signal = new double[256];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = values[axis * 256 + i] * (1 - Math.cos(2 * Math.PI * i / 256));
            }
            Spectrum spectrum = Spectrum.of(signal);
            for (int bin = 0; bin < 128; bin++) {
                features[axis * 128 + bin] = Math.log(0.01 + spectrum.at(bin));
            }
        }
        return features;
    }
}
