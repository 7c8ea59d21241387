package io.tinyfleet.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.operations.settings.UserMistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void itIsMadeForItsOwnerAlone() throws Exception {
        Path path = folder.resolve("a/b");
        try (StateDirectory state = StateDirectory.open(path)) {
            assertThat(Files.getPosixFilePermissions(state.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aSecondAgentIsKeptOutUntilTheFirstHasEnded() throws Exception {
        try (StateDirectory state = StateDirectory.open(folder)) {
            assertThatThrownBy(() -> StateDirectory.open(folder))
                    .isInstanceOf(UserMistake.class)
                    .hasMessage(
                            "state " + state.path() + ": another agent is using it; each needs a directory of its own");
        }
        StateDirectory.open(folder).close();
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> StateDirectory.open(file))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("state " + file + ": cannot be used: ");
    }
}
