package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    void everythingIsWritten() throws IOException {
        DESCRIPTION.write(folder);

        assertThat(new ObjectMapper().readTree(folder.resolve("run.json").toFile()))
                .isEqualTo(new ObjectMapper().readTree("""
                        {
                          "command": "tinyfleet experiment --rounds 3",
                          "configuration": {"rounds": 3, "runs": [{"method": "alone"}]},
                          "seeds": [1, 2],
                          "data_sha256": {"cifar10-jpeg.zip": "00ff"},
                          "versions": {
                            "tinyfleet": "0.1.0", "jdk": "17", "pytorch": "2.7.1", "os": "Linux", "cpu": "any, 2 cores"
                          },
                          "started": "2026-01-01T00:00:00Z",
                          "ended": null
                        }
                        """));
    }

    @Test
    void thisMachineHasAName() {
        assertThat(Versions.here("0.1.0", "2.7.1").cpu()).endsWith(" cores");
    }
}
