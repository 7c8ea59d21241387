package io.tinyfleet.agent.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    @ParameterizedTest
    @CsvSource({"0,0", "127,0", "128,1", "191,1", "192,2", "255,2", "256,3"})
    void windowsBeginEvery64RowsWhile128Remain(int rows, int windows) {
        assertThat(Windows.cut(List.of(recording(0, rows, 0))).size()).isEqualTo(windows);
    }

    @Test
    void windowHoldsItsRowsChannelByChannel() {
        LabelledSamples windows = Windows.cut(List.of(recording(0, 192, 0)));

        assertThat(windows.shape()).isEqualTo(new SampleShape(6, 128));
        float[] second = SampleValues.of(windows, 1);
        // Row r holds 10 r + channel; the second window begins at row 64.
        assertThat(second[0]).isEqualTo(640f);
        assertThat(second[127]).isEqualTo(10f * 191);
        assertThat(second[128]).isEqualTo(641f);
        assertThat(second[5 * 128 + 127]).isEqualTo(10f * 191 + 5);
    }

    @Test
    void noWindowCrossesFromOneRecordingIntoTheNext() {
        LabelledSamples windows =
                Windows.cut(List.of(recording(0, 190, 0), recording(1_000, 100, 0), recording(2_000, 130, 0)));

        assertThat(windows.size()).isEqualTo(2);
        assertThat(SampleValues.of(windows, 0)[0]).isEqualTo(0f);
        assertThat(SampleValues.of(windows, 1)[0]).isEqualTo(20_000f);
        assertThat(SampleValues.of(windows, 1)[127]).isEqualTo(21_270f);
    }

    @Test
    void majorityOfItsRowsNamesAWindow() {
        byte[] activities = new byte[128];
        Arrays.fill(activities, 0, 63, (byte) Activity.SEATED.label());
        Arrays.fill(activities, 63, 128, (byte) Activity.TURNING.label());

        assertThat(labelOf(activities)).isEqualTo(Activity.TURNING.label());
    }

    @Test
    void betweenEqualsTheFirstInTheOrderOfClassesNamesAWindow() {
        byte[] activities = new byte[128];
        Arrays.fill(activities, 0, 64, (byte) Activity.TURNING.label());
        Arrays.fill(activities, 64, 128, (byte) Activity.WALKING.label());

        assertThat(labelOf(activities)).isEqualTo(Activity.WALKING.label());
    }

    private static int labelOf(byte[] activities) {
        var recording = new Recording(new float[activities.length * Recording.CHANNELS], activities);
        return Windows.cut(List.of(recording)).label(0);
    }

    /** Row r holds {@code 10 (first + r) + channel}. */
    private static Recording recording(int first, int rows, int activity) {
        float[] values = new float[rows * Recording.CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10f * (first + i / Recording.CHANNELS) + i % Recording.CHANNELS;
        }
        byte[] activities = new byte[rows];
        Arrays.fill(activities, (byte) activity);
        return new Recording(values, activities);
    }
}
