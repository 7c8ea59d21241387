package io.tinyfleet.agent.data.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.protocol.DeviceId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachinesTest {
    private static final DeviceId THIRD = new DeviceId("machine-03");

    /** SHA-256 of machine-03 below seed 1: changes only when the model of the machines is changed on purpose. */
    private static final String GOLDEN = "4e4b53758bac19846805df05047b131e9aa4a4f33fab68a8f19ba28c73b6b50c";

    @Test
    void fleetIsNumberedFromOne() {
        Machines machines = new Machines(12, 1);

        assertThat(machines.devices()).hasSize(12);
        assertThat(machines.devices().get(0)).isEqualTo(new DeviceId("machine-01"));
        assertThat(machines.devices().get(11)).isEqualTo(new DeviceId("machine-12"));
        assertThat(machines.shape()).isEqualTo(new SampleShape(3, 256));
        assertThat(machines.classNames()).hasSize(10).startsWith("HEALTHY", "IMBALANCE");
    }

    @Test
    void seedGivesTheSameBitsOnEveryComputer() {
        assertThat(sha256(new Machines(4, 1).load(THIRD))).isEqualTo(GOLDEN);
    }

    @Test
    void machineIsTheSameInFleetsOfAnySize() {
        assertThat(new Machines(16, 1).load(THIRD)).isEqualTo(new Machines(3, 1).load(THIRD));
    }

    @Test
    void poolHoldsTheSameWindows() throws DataException {
        Machines machines = new Machines(3, 1);
        DataSource dealt = new BySource(1).over(machines.pool());

        assertThat(dealt.devices()).isEqualTo(machines.devices());
        assertThat(dealt.load(THIRD)).isEqualTo(machines.load(THIRD));
    }

    @Test
    void anotherSeedOrAnotherMachineGivesOtherData() {
        DeviceData data = new Machines(4, 1).load(THIRD);

        assertThat(new Machines(4, 2).load(THIRD)).isNotEqualTo(data);
        assertThat(new Machines(4, 1).load(new DeviceId("machine-04"))).isNotEqualTo(data);
    }

    @Test
    void noWindowComesTwice() {
        Machines machines = new Machines(4, 1);
        Set<Integer> windows = new HashSet<>();
        int count = 0;
        for (DeviceId device : machines.devices()) {
            DeviceData data = machines.load(device);
            for (LabelledSamples part : new LabelledSamples[] {data.train(), data.test()}) {
                for (int window = 0; window < part.size(); window++, count++) {
                    windows.add(Arrays.hashCode(SampleValues.of(part, window)));
                }
            }
        }

        assertThat(windows).hasSize(count);
    }

    @Test
    void classesComeInMixedOrder() {
        int[] labels = SampleValues.labels(
                new Machines(1, 1).load(new DeviceId("machine-01")).train());
        int changes = 0;
        for (int i = 1; i < labels.length; i++) {
            changes += labels[i] == labels[i - 1] ? 0 : 1;
        }

        assertThat(changes).isGreaterThan(labels.length / 2);
    }

    @Test
    void everyValueIsFiniteAndTheTrainingPartStandardised() {
        Machines machines = new Machines(8, 1);
        for (DeviceId device : machines.devices()) {
            DeviceData data = machines.load(device);
            double squares = 0;
            float[] train = SampleValues.of(data.train());
            for (float value : train) {
                squares += (double) value * value;
            }

            assertThat(squares / train.length).isCloseTo(1, within(1e-4));
            for (float value : SampleValues.of(data.test())) {
                assertThat(Float.isFinite(value)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001})
    void numberOfDevicesOutOfRangeIsRefused(int devices) {
        assertThatThrownBy(() -> new Machines(devices, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("devices must be 1 to 1000, but is " + devices);
    }

    @Test
    void unknownDeviceIsTheCallersError() {
        assertThatThrownBy(() -> new Machines(2, 1).load(THIRD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no machine machine-03, only 2 from machine-01 to machine-02");
    }

    private static String sha256(DeviceData data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (LabelledSamples part : new LabelledSamples[] {data.train(), data.test()}) {
                ByteBuffer bytes = ByteBuffer.allocate(
                        Float.BYTES * part.size() * (part.shape().values() + 1));
                for (float value : SampleValues.of(part)) {
                    bytes.putFloat(value);
                }
                for (int label : SampleValues.labels(part)) {
                    bytes.putInt(label);
                }
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
