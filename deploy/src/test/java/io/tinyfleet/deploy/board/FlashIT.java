package io.tinyfleet.deploy.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.TinyfleetProcess;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinyfleet flash} with an image as small as can be: a partition table and an empty firmware partition. */
class FlashIT {
    private static final DeviceId GATEWAY = new DeviceId("gw-1");
    private static final String OFFSET = "@@1M";

    @TempDir
    private Path temporary;

    private Path fleet;
    private Path image;
    private Path card;
    private FleetFolder folder;

    @BeforeEach
    void foundFleetAndMakeImage() throws Exception {
        BoardTools.require("mcopy", "mkfs.vfat", "sfdisk");
        fleet = temporary.resolve("fleet");
        image = temporary.resolve("base.img");
        card = temporary.resolve("card.img");
        folder = FleetFolder.init(
                fleet, new FleetId("home"), List.of(), List.of("normal", "imbalance"), Clock.systemUTC());
        folder.add(GATEWAY);
        BoardTools.succeed("truncate", "-s", "40M", image.toString());
        BoardTools.succeed("sh", "-c", "echo 'label: dos\nstart=1MiB, type=c' | sfdisk --quiet " + image);
        BoardTools.succeed("mkfs.vfat", "-F", "32", "--offset=2048", image.toString(), "39000");
    }

    @Test
    void cardHoldsWhatItsBoardTakesOver() throws Exception {
        Path password = Files.writeString(temporary.resolve("password"), "correct horse\n");

        assertThat(flash("gw-1", "--wifi-ssid", "Home", "--wifi-password-file", password.toString()))
                .isZero();

        assertThat(onCard("hostname")).isEqualTo("gw-1\n");
        assertThat(onCard("key.pem"))
                .isEqualTo(Files.readString(folder.device(GATEWAY).resolve("key.pem")));
        assertThat(onCard("wifi.conf")).contains("ssid=486f6d65").doesNotContain("correct horse");
        assertThat(Long.parseLong(onCard("time").strip()))
                .isBetween(
                        Clock.systemUTC().millis() / 1000 - 100,
                        Clock.systemUTC().millis() / 1000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(card)))
                .isEqualTo("rw-------");
    }

    @Test
    void baseImageStaysAsItIs() throws Exception {
        byte[] before = Files.readAllBytes(image);

        assertThat(flash("gw-1")).isZero();

        assertThat(image).hasBinaryContent(before);
    }

    @Test
    void mistakesAreToldAndNothingIsLeft() throws Exception {
        Path other = Files.writeString(temporary.resolve("other.img"), "no image");

        assertThat(told("gw-2")).contains("there is no device gw-2");
        assertThat(told("gw-1", "--image", other.toString())).contains("no partition table");
        assertThat(told("gw-1", "--wifi-ssid", "Home")).contains("--wifi-password-file");
        folder.revoke(GATEWAY);
        assertThat(told("gw-1")).contains("is revoked");
        assertThat(card).doesNotExist();
    }

    @Test
    void existingCardIsLeftAlone() throws Exception {
        Files.writeString(card, "mine");

        assertThat(told("gw-1")).contains("exists already");
        assertThat(card).hasContent("mine");
    }

    private int flash(String... arguments) throws Exception {
        try (TinyfleetProcess process = start(arguments)) {
            return process.awaitExit(Duration.ofSeconds(60));
        }
    }

    private String told(String... arguments) throws Exception {
        try (TinyfleetProcess process = start(arguments)) {
            assertThat(process.awaitExit(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(process.err()).hasSize(1);
            return process.err().get(0);
        }
    }

    private TinyfleetProcess start(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("flash", "--fleet", fleet.toString(), "--out", card.toString()));
        all.addAll(List.of(arguments));
        if (!all.contains("--image")) {
            all.addAll(List.of("--image", image.toString()));
        }
        return TinyfleetProcess.start(temporary, all.toArray(String[]::new));
    }

    private String onCard(String file) throws Exception {
        return BoardTools.succeed("mtype", "-i", card + OFFSET, "::tinyfleet/" + file);
    }
}
