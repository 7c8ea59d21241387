package io.tinyfleet.deploy.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.board.BoardTools.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What boards are made of, before any board is. */
class BoardFilesTest {
    private static final Path SERVICE = Path.of("usr/lib/systemd/system/tinyfleet-agent.service");

    @TempDir
    private Path temporary;

    @Test
    void shellScriptsAreSound() throws Exception {
        BoardTools.require("shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources", "--source-path=SCRIPTDIR"));
        try (Stream<Path> files = Files.walk(BoardTools.SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).startsWith("#!")) {
                    command.add(file.toString());
                }
            }
        }

        assertThat(command).hasSizeGreaterThan(7);
        assertThat(BoardTools.run(command.toArray(String[]::new))).isEqualTo(new Said(0, ""));
    }

    @Test
    void unknownBoardIsRefusedBeforeAnythingIsMade() throws Exception {
        Path cache = temporary.resolve("cache");

        Said said = BoardTools.run(
                BoardTools.SCRIPTS.resolve("build-image.sh").toString(),
                "pi9",
                "1.0",
                cache.toString(),
                temporary.resolve("out.img").toString());

        assertThat(said).isEqualTo(new Said(2, "tinyfleet: board 'pi9' is unknown; expected generic-arm64 or rpi4\n"));
        assertThat(cache).doesNotExist();
    }

    @Test
    void serviceIsWhatSystemdUnderstands() throws Exception {
        BoardTools.require("systemd-analyze");
        Path unit = temporary.resolve("tinyfleet-agent.service");
        // The program is not installed here; any other will do.
        Files.writeString(
                unit,
                Files.readString(BoardTools.SCRIPTS.resolve("package").resolve(SERVICE))
                        .replace("/usr/bin/tinyfleet-agent", "/usr/bin/env"));

        assertThat(BoardTools.run("systemd-analyze", "verify", "--man=no", unit.toString()))
                .isEqualTo(new Said(0, ""));
    }

    /** 10 is no protection at all; a service without any has 9.4. */
    @Test
    void serviceIsExposedLittle() throws Exception {
        BoardTools.require("systemd-analyze");

        Said said = BoardTools.run(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=15",
                "--no-pager",
                BoardTools.SCRIPTS.resolve("package").resolve(SERVICE).toString());

        assertThat(said.exitCode()).as(said.text()).isZero();
    }
}
