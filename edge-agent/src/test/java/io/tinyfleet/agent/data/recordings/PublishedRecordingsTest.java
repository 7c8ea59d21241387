package io.tinyfleet.agent.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.SharedData;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.agent.data.partition.HeldOut;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On all files as published. */
class PublishedRecordingsTest {
    private static final Map<DeviceId, DeviceData> DEVICES = new LinkedHashMap<>();

    /** Before each test and not before all, so that the report names every test skipped without data, and why. */
    @BeforeEach
    void loadAllOnce() throws DataException {
        Path directory = SharedData.require("sp-sw-har");
        if (!DEVICES.isEmpty()) {
            return;
        }
        Recordings recordings = Recordings.open(directory);
        for (DeviceId device : recordings.devices()) {
            DEVICES.put(device, recordings.load(device));
        }
    }

    @Test
    void fortySixDevicesYieldTheWindowsOfTheReferenceFigures() {
        assertThat(DEVICES).hasSize(46);
        assertThat(DEVICES.values().stream()
                        .mapToInt(data -> data.train().size())
                        .sum())
                .isEqualTo(5_191);
        assertThat(DEVICES.values().stream()
                        .mapToInt(data -> data.test().size())
                        .sum())
                .isEqualTo(2_294);
    }

    @Test
    void poolHoldsTheSameWindows() throws DataException {
        Pool pool = Recordings.open(SharedData.require("sp-sw-har")).pool();
        assertThat(pool.keepsParts()).isTrue();
        assertThat(pool.samples()).hasSize(5_191 + 2_294);

        DataSource dealt = new BySource(1).over(pool);

        assertThat(dealt.devices()).containsExactlyElementsOf(DEVICES.keySet());
        for (DeviceId device : dealt.devices()) {
            assertThat(dealt.load(device)).isEqualTo(DEVICES.get(device));
        }
    }

    @Test
    void validationHoldsOutWhatAnIndependentCountFound() throws DataException {
        DataSource heldOut = new HeldOut(new BySource(1), 1)
                .over(Recordings.open(SharedData.require("sp-sw-har")).pool());
        int train = 0;
        int validation = 0;
        for (DeviceId device : heldOut.devices()) {
            DeviceData data = heldOut.load(device);
            train += data.train().size();
            validation += data.test().size();
        }

        assertThat(validation).isEqualTo(1_508);
        assertThat(train).isEqualTo(5_191 - 1_508);
    }

    @Test
    void classesAreAsUnevenAsAnIndependentCountFound() {
        int[] train = new int[5];
        int[] test = new int[5];
        for (DeviceData data : DEVICES.values()) {
            add(data.train(), train);
            add(data.test(), test);
        }

        assertThat(train).containsExactly(325, 600, 2_517, 1_142, 607);
        assertThat(test).containsExactly(154, 274, 1_121, 485, 260);
    }

    @Test
    void everyDeviceTrainsOnEveryClass() {
        assertThat(DEVICES).allSatisfy((device, data) -> assertThat(data.train().countPerClass(5))
                .doesNotContain(0));
    }

    @Test
    void fiveTestPartsLackSeatedAndNoOtherClassIsLacking() {
        List<String> lackSeated = new ArrayList<>();
        DEVICES.forEach((device, data) -> {
            int[] counts = data.test().countPerClass(5);
            if (counts[0] == 0) {
                lackSeated.add(device.value());
            }
            assertThat(Arrays.copyOfRange(counts, 1, 5)).doesNotContain(0);
        });

        assertThat(lackSeated).containsExactly("s10-sp", "s18-sp", "s18-sw", "s20-sp", "s20-sw");
    }

    @Test
    void trainingPartOfEveryDeviceHasMeanZeroAndDeviationOnePerChannel() {
        assertThat(DEVICES).allSatisfy((device, data) -> {
            float[] values = SampleValues.of(data.train());
            for (int channel = 0; channel < 6; channel++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < values.length; i++) {
                    if (i / 128 % 6 == channel) {
                        sum += values[i];
                        squares += (double) values[i] * values[i];
                    }
                }
                double count = values.length / 6.0;
                assertThat(sum / count).isCloseTo(0, within(1e-6));
                assertThat(squares / count).isCloseTo(1, within(1e-5));
            }
        });
    }

    @Test
    void noHalfOfATestWindowIsPartOfATrainingWindow() {
        // Windows of one recording share halves of 64 rows; those of different recordings share nothing.
        assertThat(DEVICES).allSatisfy((device, data) -> {
            Set<Integer> trained = halves(data.train());
            assertThat(trained).hasSizeGreaterThan(data.train().size());
            assertThat(halves(data.test())).doesNotContainAnyElementsOf(trained);
        });
    }

    private static void add(LabelledSamples samples, int[] counts) {
        int[] more = samples.countPerClass(counts.length);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
    }

    /** Hashes of the first and of the second 64 values of each window's first channel. */
    private static Set<Integer> halves(LabelledSamples windows) {
        Set<Integer> halves = new HashSet<>();
        for (int window = 0; window < windows.size(); window++) {
            float[] values = SampleValues.of(windows, window);
            halves.add(Arrays.hashCode(Arrays.copyOfRange(values, 0, 64)));
            halves.add(Arrays.hashCode(Arrays.copyOfRange(values, 64, 128)));
        }
        return halves;
    }
}
