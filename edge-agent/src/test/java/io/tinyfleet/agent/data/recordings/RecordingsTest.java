package io.tinyfleet.agent.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.agent.data.partition.HeldOut;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On small files; what the published files hold is told by {@link PublishedRecordingsTest}. */
class RecordingsTest {
    private static final String HEADER = "x_acc,y_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label\n";

    @TempDir
    Path directory;

    @BeforeEach
    void twoPeopleWithTwoRecordings() throws IOException {
        for (String person : new String[] {"s01", "s02"}) {
            for (String recording : new String[] {"01", "02"}) {
                write(person, recording, "sp", 128, 0);
                write(person, recording, "sw", 128, 0);
            }
        }
        Files.writeString(directory.resolve("subjects_info.csv"), "subject_id,age\n");
    }

    @Test
    void everyPersonHasAPhoneAndAWatchInTurn() throws DataException {
        Recordings recordings = Recordings.open(directory);

        assertThat(recordings.devices())
                .extracting(DeviceId::value)
                .containsExactly("s01-sp", "s01-sw", "s02-sp", "s02-sw");
        assertThat(recordings.classNames())
                .containsExactly("SEATED", "STANDING_UP", "WALKING", "TURNING", "SITTING_DOWN");
        assertThat(recordings.shape()).isEqualTo(new SampleShape(6, 128));
    }

    @Test
    void firstFifthAndNinthRecordingAreTestAndNothingElse() throws IOException {
        // Recording k holds the constant k in every row of every channel.
        for (int k = 1; k <= 10; k++) {
            write("s03", "%02d".formatted(k), "sp", 128 + 64, k);
            write("s03", "%02d".formatted(k), "sw", 128 + 64, k);
        }

        for (String device : new String[] {"s03-sp", "s03-sw"}) {
            DeviceData data = Recordings.open(directory).load(new DeviceId(device));

            // Training constants 2 3 4 6 7 8 10: mean 40/7, deviation √(278/7 − (40/7)²).
            double mean = 40 / 7.0;
            double deviation = Math.sqrt(278 / 7.0 - mean * mean);
            assertThat(constants(data.train(), mean, deviation))
                    .containsExactly(2, 2, 3, 3, 4, 4, 6, 6, 7, 7, 8, 8, 10, 10);
            assertThat(constants(data.test(), mean, deviation)).containsExactly(1, 1, 5, 5, 9, 9);
        }
    }

    @Test
    void firstAndFifthOfTheTrainingRecordingsCanBeHeldOut() throws IOException {
        for (int k = 1; k <= 10; k++) {
            write("s01", "%02d".formatted(k), "sp", 128 + 64, k);
            write("s01", "%02d".formatted(k), "sw", 128 + 64, k);
            write("s02", "%02d".formatted(k), "sp", 128 + 64, k);
            write("s02", "%02d".formatted(k), "sw", 128 + 64, k);
        }

        DataSource data =
                new HeldOut(new BySource(1), 1).over(Recordings.open(directory).pool());

        // Of 2 3 4 6 7 8 10, training keeps 3 4 6 8 10: mean 6.2, deviation √(225/5 − 6.2²).
        double mean = 6.2;
        double deviation = Math.sqrt(225 / 5.0 - mean * mean);
        for (DeviceId device : data.devices()) {
            assertThat(constants(data.load(device).train(), mean, deviation))
                    .containsExactly(3, 3, 4, 4, 6, 6, 8, 8, 10, 10);
            assertThat(constants(data.load(device).test(), mean, deviation)).containsExactly(2, 2, 7, 7);
        }
    }

    @Test
    void recordingShorterThanAWindowYieldsNone() throws IOException {
        write("s01", "03", "sp", 127, 0);
        write("s01", "03", "sw", 127, 0);

        DeviceData data = Recordings.open(directory).load(new DeviceId("s01-sp"));

        assertThat(data.train().size()).isEqualTo(1);
    }

    @Test
    void missingDirectoryIsTold() {
        assertThatThrownBy(() -> Recordings.open(directory.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("absent: no such directory, expected the sp-sw-har data set");
    }

    @Test
    void directoryWithoutPeopleIsTold() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThatThrownBy(() -> Recordings.open(empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected directories s01, s02 …");
    }

    @Test
    void personWithoutRecordingsIsTold() throws IOException {
        Files.createDirectory(directory.resolve("s03"));

        assertThatThrownBy(() -> Recordings.open(directory))
                .isInstanceOf(DataException.class)
                .hasMessage("s03: no recordings, expected files such as s03_01_sp.csv");
    }

    @Test
    void missingRecordingOfOneDeviceIsTold() throws IOException {
        Files.delete(directory.resolve("s01/s01_02_sw.csv"));

        assertThatThrownBy(() -> Recordings.open(directory))
                .isInstanceOf(DataException.class)
                .hasMessage("s01/s01_02_sw.csv: no such file, expected every recording of the phone (sp) and of the"
                        + " watch (sw)");
    }

    @Test
    void renamedRecordingIsTold() throws IOException {
        Files.move(directory.resolve("s01/s01_02_sw.csv"), directory.resolve("s01/s02_02_sw.csv"));

        assertThatThrownBy(() -> Recordings.open(directory))
                .isInstanceOf(DataException.class)
                .hasMessage("s01/s02_02_sw.csv: not a recording's name, expected one such as s01_01_sp.csv or"
                        + " s01_01_sw.csv");
    }

    @Test
    void malformedRowIsToldWithFileAndLine() throws IOException {
        Files.writeString(directory.resolve("s01/s01_02_sp.csv"), HEADER + "abc,2,3,4,5,6,7,SEATED\n");

        assertThatThrownBy(() -> Recordings.open(directory).load(new DeviceId("s01-sp")))
                .isInstanceOf(DataException.class)
                .hasMessage("s01/s01_02_sp.csv, line 2: x_acc is 'abc', expected a finite number");
    }

    @Test
    void recordingThatVanishesAfterOpeningIsTold() throws IOException {
        Recordings recordings = Recordings.open(directory);
        Files.delete(directory.resolve("s01/s01_02_sp.csv"));

        assertThatThrownBy(() -> recordings.load(new DeviceId("s01-sp")))
                .isInstanceOf(DataException.class)
                .hasMessage("s01/s01_02_sp.csv: cannot be read");
    }

    @Test
    void personWithoutTestWindowsIsTold() throws IOException {
        write("s01", "01", "sp", 127, 0);

        assertThatThrownBy(() -> Recordings.open(directory).load(new DeviceId("s01-sp")))
                .isInstanceOf(DataException.class)
                .hasMessage("s01-sp: no test windows, expected 128 rows or more in at least one of s01_01");
    }

    @Test
    void personWithASingleRecordingIsTold() throws IOException {
        write("s03", "07", "sp", 128, 0);
        write("s03", "07", "sw", 128, 0);

        assertThatThrownBy(() -> Recordings.open(directory).load(new DeviceId("s03-sp")))
                .isInstanceOf(DataException.class)
                .hasMessage("s03-sp: no training windows, expected two recordings or more: one is for testing, the"
                        + " others for training");
    }

    @Test
    void unknownDeviceIsTheCallersError() throws DataException {
        Recordings recordings = Recordings.open(directory);

        assertThatThrownBy(() -> recordings.load(new DeviceId("s09-sp")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no recordings of device s09-sp, only of 4 devices from s01-sp to s02-sw");
    }

    private void write(String person, String recording, String device, int rows, int value) throws IOException {
        Path file = directory.resolve("%s/%s_%s_%s.csv".formatted(person, person, recording, device));
        Files.createDirectories(directory.resolve(person));
        String row = "%1$d,%1$d,%1$d,%1$d,%1$d,%1$d,1000,WALKING\n".formatted(value);
        Files.writeString(file, HEADER + row.repeat(rows));
    }

    /** The value each window held before standardisation, after checking that it held only that. */
    private static int[] constants(LabelledSamples windows, double mean, double deviation) {
        int[] constants = new int[windows.size()];
        for (int window = 0; window < constants.length; window++) {
            float[] values = SampleValues.of(windows, window);
            for (float value : values) {
                assertThat(value).isEqualTo(values[0]);
            }
            constants[window] = (int) Math.round(values[0] * deviation + mean);
        }
        return constants;
    }
}
