package io.tinyfleet.agent.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingParserTest {
    private static final String HEADER = "x_acc,y_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label";
    private static final String GOOD_ROW = "1,2,3,4,5,6,1657533977813,SEATED";

    @Test
    void rowsAreReadInOrder() throws IOException {
        Recording recording = parse(
                HEADER,
                "-4.16,-1.5,7.6e-05,0.25,+1,.5,1657533977813,WALKING",
                "1,2,3,4,5,6,1657533977813,SITTING_DOWN");

        assertThat(recording.rows()).isEqualTo(2);
        assertThat(recording.value(0, 0)).isEqualTo(-4.16f);
        assertThat(recording.value(0, 2)).isEqualTo(7.6e-05f);
        assertThat(recording.value(0, 5)).isEqualTo(0.5f);
        assertThat(recording.value(1, 3)).isEqualTo(4f);
        assertThat(recording.activity(0)).isEqualTo(2);
        assertThat(recording.activity(1)).isEqualTo(4);
    }

    @Test
    void lastLineNeedsNoEndAndLinesMayEndAsInWindows() throws IOException {
        String text = HEADER + "\r\n" + GOOD_ROW + "\r\n" + GOOD_ROW;

        assertThat(RecordingParser.parse(new StringReader(text), "a.csv").rows())
                .isEqualTo(2);
    }

    @Test
    void headerAloneIsARecordingWithoutRows() throws IOException {
        assertThat(parse(HEADER).rows()).isZero();
    }

    @Test
    void emptyFileIsRefused() {
        assertThatThrownBy(() -> RecordingParser.parse(new StringReader(""), "s01/s01_02_sp.csv"))
                .isInstanceOf(DataException.class)
                .hasMessage("s01/s01_02_sp.csv, line 1: the file is empty, expected the header '" + HEADER + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x_acc,y_acc,z_acc,x_gyro,y_gyro,timestamp,label",
                "x_acc,y_acc,z_acc,x_gyro,y_gyro,z_rot,timestamp,label",
                "x_acc,y_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label,note",
                "y_acc,x_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label",
                "\u00ef\u00bb\u00bfx_acc,y_acc,z_acc,x_gyro,y_gyro,z_gyro,timestamp,label",
            })
    void anotherHeaderIsRefused(String header) {
        assertThatThrownBy(() -> parse(header, GOOD_ROW))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("a.csv, line 1: the header is '")
                .hasMessageEndingWith("', expected '" + HEADER + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3,4,5,6,7 | 7 columns",
                "1,2,3,4,5,6,7,SEATED,extra | 9 columns",
                "'' | 1 columns",
            })
    void wrongNumberOfColumnsIsRefused(String row, String found) {
        assertThatThrownBy(() -> parse(HEADER, GOOD_ROW, row))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 3: " + found + ", expected 8: " + HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", "NaN", "Infinity", "-Infinity", "1e99", "0x1p3", "1f", "1d", " 1", "1.2.3", "--1"})
    void whatIsNotAFiniteNumberIsRefused(String cell) {
        assertThatThrownBy(() -> parse(HEADER, GOOD_ROW, "1,2," + cell + ",4,5,6,1657533977813,SEATED"))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 3: z_acc is '" + cell + "', expected a finite number");
    }

    @Test
    void complaintCountsLinesFromTheHeader() {
        String[] lines = new String[17];
        Arrays.fill(lines, GOOD_ROW);
        lines[0] = HEADER;
        lines[16] = "abc,2,3,4,5,6,1657533977813,SEATED";

        assertThatThrownBy(() -> parse(lines)).hasMessage("a.csv, line 17: x_acc is 'abc', expected a finite number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seated", "RUNNING", "", "SEATED "})
    void unknownLabelIsRefused(String label) {
        assertThatThrownBy(() -> parse(HEADER, "1,2,3,4,5,6,1657533977813," + label))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 2: label is '" + label
                        + "', expected one of SEATED, STANDING_UP, WALKING, TURNING, SITTING_DOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "-1", "noon", "99999999999999999999"})
    void timestampThatIsNotWholeMillisecondsIsRefused(String timestamp) {
        assertThatThrownBy(() -> parse(HEADER, "1,2,3,4,5,6," + timestamp + ",SEATED"))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 2: timestamp is '" + timestamp + "', expected whole milliseconds since 1970");
    }

    @Test
    void timestampBeforeTheRowBeforeIsRefused() {
        assertThatThrownBy(() -> parse(HEADER, "1,2,3,4,5,6,1000,SEATED", "1,2,3,4,5,6,999,SEATED"))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 3: timestamp is 999, expected no less than the row before, 1000");
    }

    @Test
    void gapOfASecondIsBridgedAndALongerOneIsRefused() throws IOException {
        assertThat(parse(HEADER, "1,2,3,4,5,6,1000,SEATED", "1,2,3,4,5,6,2000,SEATED")
                        .rows())
                .isEqualTo(2);
        assertThatThrownBy(() -> parse(HEADER, "1,2,3,4,5,6,1000,SEATED", "1,2,3,4,5,6,2001,SEATED"))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 3: timestamp is 1001 ms after the row before, expected at most 1000 ms");
    }

    @Test
    void overlongLineIsRefusedBeforeItIsHeldInMemory() {
        assertThatThrownBy(() -> parse(HEADER, "1".repeat(100_000)))
                .isInstanceOf(DataException.class)
                .hasMessage("a.csv, line 2: longer than 1024 characters, expected a row of a CSV file");
    }

    @Test
    void recordingBeyondTheCapIsRefused() {
        String text = HEADER + "\n" + (GOOD_ROW + "\n").repeat(RecordingParser.MOST_ROWS + 1);

        assertThatThrownBy(() -> RecordingParser.parse(new StringReader(text), "a.csv"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 100002: more than 100000 rows");
    }

    @Test
    void complaintQuotesNoControlCharactersAndNoPages() {
        String hostile = "\u001b[31m" + "9".repeat(200);

        assertThatThrownBy(() -> parse(HEADER, hostile + ",2,3,4,5,6,1657533977813,SEATED"))
                .hasMessage("a.csv, line 2: x_acc is '?[31m" + "9".repeat(75) + "…', expected a finite number");
    }

    private static Recording parse(String... lines) throws IOException {
        return RecordingParser.parse(new StringReader(String.join("\n", lines) + "\n"), "a.csv");
    }
}
