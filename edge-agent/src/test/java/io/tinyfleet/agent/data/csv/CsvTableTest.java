package io.tinyfleet.agent.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("table.csv");
    }

    @Test
    void wantedColumnsAreFoundWhereverTheyStand() throws IOException {
        assertThat(rows("a,other,b\n1,x,2\r\n\n 3 ,\"y, z\",\"4\"\n", "b", "a")).containsExactly("2: 2|1", "4: 4|3");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() throws IOException {
        assertThat(rows("\ufeffa\nß\n", "a")).containsExactly("2: ß");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        refused("", "line 1: the file is empty, expected a header with the columns a, b");
        refused("a,c\n", "line 1: no column 'b', the header is 'a,c'");
        refused("a,b,a\n", "line 1: two columns are called 'a'");
        refused("a,b\n1,2\n3\n", "line 3: 1 columns, expected 2");
        refused("a,b\n1,2\n3,4,5\n", "line 3: more than 2 columns, expected 2");
        refused("a,b\n" + ",".repeat(1_000_000), "line 2: more than 2 columns, expected 2");
        refused(",".repeat(20_000), "line 1: more than 10000 columns");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> CsvTable.open(file, List.of("a")))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": no such file, expected a CSV file with the columns a");
    }

    @Test
    void aRowThatNeverEndsIsCutShort() throws IOException {
        Files.writeString(file, "a,b\n1,2\n\"" + "x,\n".repeat(1_000_000));
        assertThatThrownBy(() -> read("a", "b"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line ")
                .hasMessageContaining("a row is longer than 1048576 bytes; is a quote left open?");
    }

    @Test
    void bytesThatAreNoTextAreTold() throws IOException {
        Files.write(file, new byte[] {'a', '\n', (byte) 0xc3, (byte) 0x28, '\n'});
        assertThatThrownBy(() -> read("a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line ")
                .hasMessageContaining("is no CSV in UTF-8: ");
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> rows(text, "a", "b"))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ", " + message);
    }

    private List<String> rows(String text, String... columns) throws IOException {
        Files.writeString(file, text);
        return read(columns);
    }

    private List<String> read(String... columns) throws DataException {
        List<String> rows = new ArrayList<>();
        try (CsvTable table = CsvTable.open(file, List.of(columns))) {
            while (table.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < columns.length; i++) {
                    cells.add(table.cell(i));
                }
                rows.add(table.line() + ": " + String.join("|", cells));
            }
        }
        return rows;
    }
}
