package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDescriptionTest {
    private static final RunDescription DESCRIPTION = new RunDescription(
            "tinyfleet experiment --rounds 3",
            Map.of("rounds", 3, "runs", List.of(Map.of("method", "alone"))),
            List.of(1L, 2L),
            Map.of("cifar10-jpeg.zip", "00ff"),
            new Versions("0.1.0", "17", "2.7.1", "Linux", "any, 2 cores"),
            "2026-01-01T00:00:00Z",
            null);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        DESCRIPTION.write(folder);

        assertThat(RunDescription.read(folder)).isEqualTo(DESCRIPTION);
        assertThat(folder.resolve("run.json"))
                .content()
                .contains("\"command\" : \"tinyfleet experiment --rounds 3\"", "\"data_sha256\"", "\"ended\" : null");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{\"command\": ");

        assertThatThrownBy(() -> RunDescription.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("run.json") + " is not as it was written: ");
    }

    @Test
    void thisMachineHasAName() {
        assertThat(Versions.here("0.1.0", "2.7.1").cpu()).endsWith(" cores");
    }
}
