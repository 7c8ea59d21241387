package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    private static final String HEADER = "client,split,class,path\n";

    /** Named {@code "lab, sample 0"} and so on, three of each class. */
    private static final Pool POOL = Pools.of(2, 3);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("listing.csv");
    }

    @Test
    void orderOfLinesIsOrderOfSamples() throws IOException {
        assertThat(deal(line("1", "train", 1, 5)
                        + line("shed", "test", 0, 0)
                        + line("1", "train", 0, 2)
                        + line("shed", "train", 1, 3)
                        + line("1", "test", 0, 1)))
                .containsExactly(
                        new Share(new DeviceId("client-1"), List.of(5, 2), List.of(1)),
                        new Share(new DeviceId("shed"), List.of(3), List.of(0)));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        String good = line("1", "train", 0, 0);
        refused(
                good + line("1", "test", 1, 9),
                ", line 3: path is 'lab, sample 9', which the data has not; expected one such as 'lab, sample 0'");
        refused(good + line("1", "test", 1, 1), ", line 3: class is '1', but 'lab, sample 1' is of class 0");
        refused(good + line("1", "val", 0, 1), ", line 3: split is 'val', expected train or test");
        refused(good + line("2", "test", 0, 0), ", line 3: 'lab, sample 0' is listed in line 2 already");
        refused(
                line("../x", "test", 0, 0),
                ", line 2: client '../x' cannot name a device, expected 1 to 32 characters of a-z 0-9 -, beginning"
                        + " with a letter or digit");
        refused(good, ": client-1 has 1 samples for training and 0 for testing, expected at least one of each");
        refused("", ": lists nothing, expected lines client,split,class,path");
    }

    private void refused(String lines, String message) {
        assertThatThrownBy(() -> deal(lines)).isInstanceOf(DataException.class).hasMessage(file + message);
    }

    private List<Share> deal(String lines) throws IOException {
        Files.writeString(file, HEADER + lines);
        return new Listing(file).deal(POOL);
    }

    private static String line(String client, String split, int label, int sample) {
        return "%s,%s,%d,\"lab, sample %d\"\n".formatted(client, split, label, sample);
    }
}
