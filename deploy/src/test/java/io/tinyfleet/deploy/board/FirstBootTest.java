package io.tinyfleet.deploy.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.board.BoardTools.Said;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script that a board runs at its first boot, with directories for the firmware partition and the root. That it
 * advances a clock is for the boot test to see: here it would advance this machine's.
 */
class FirstBootTest {
    private static final DeviceId GATEWAY = new DeviceId("gw-1");
    private static final Instant LONG_AGO = Instant.ofEpochSecond(1_600_000_000);

    @TempDir
    private Path temporary;

    private Path firmware;
    private Path root;
    private Path given;

    @BeforeEach
    void flash() throws Exception {
        BoardTools.require("openssl", "shred");
        firmware = Files.createDirectory(temporary.resolve("firmware"));
        root = temporary.resolve("root");
        Files.createDirectories(root.resolve("usr/lib"));
        given = Files.createDirectory(firmware.resolve("tinyfleet"));
        FleetFolder fleet = FleetFolder.init(
                temporary.resolve("fleet"),
                new FleetId("home"),
                List.of(),
                List.of("normal", "imbalance"),
                Clock.systemUTC());
        fleet.add(GATEWAY);
        Map<String, byte[]> identity = new HashMap<>(fleet.identity(GATEWAY));
        identity.put("sensors.psk", new byte[] {'\n'});
        for (Map.Entry<String, byte[]> file : Personalisation.files(
                        GATEWAY,
                        identity,
                        new WifiNetwork("Home", "password"),
                        "ssh-ed25519 AAAAC3Nz me@desk\n",
                        LONG_AGO)
                .entrySet()) {
            Files.write(given.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void identityIsTakenOverForRootAloneAndWiped() throws Exception {
        byte[] key = Files.readAllBytes(given.resolve("key.pem"));

        assertThat(boot().exitCode()).isZero();

        Path identity = root.resolve("etc/tinyfleet/identity");
        assertThat(identity.resolve("key.pem")).hasBinaryContent(key);
        assertThat(identity).isDirectoryContaining("glob:**/agent.yaml").isDirectoryContaining("glob:**/sensors.psk");
        assertThat(mode(identity)).isEqualTo("rwx------");
        assertThat(mode(identity.resolve("key.pem"))).isEqualTo("rw-------");
        assertThat(firmware).isEmptyDirectory();
    }

    @Test
    void nameNetworkAndOperatorsKeyAreTakenOver() throws Exception {
        assertThat(boot().exitCode()).isZero();

        Path network = root.resolve("etc/wpa_supplicant/wpa_supplicant-wlan0.conf");
        assertThat(network).content().contains("ssid=486f6d65");
        assertThat(mode(network)).isEqualTo("rw-------");
        assertThat(root.resolve("root/.ssh/authorized_keys")).content().contains("me@desk");
        assertThat(mode(root.resolve("root/.ssh"))).isEqualTo("rwx------");
        assertThat(root.resolve("etc/hostname")).hasContent("gw-1");
        assertThat(Files.getLastModifiedTime(root.resolve("usr/lib/clock-epoch"))
                        .toInstant())
                .isEqualTo(LONG_AGO);
    }

    @Test
    void bootWithoutAnIdentityChangesNothing() throws Exception {
        assertThat(boot().exitCode()).isZero();

        assertThat(boot()).isEqualTo(new Said(0, ""));
        assertThat(root.resolve("etc/tinyfleet/identity/key.pem")).exists();
    }

    @Test
    void laterCardReplacesTheIdentity() throws Exception {
        Path old = Files.createDirectories(root.resolve("etc/tinyfleet/identity"));
        Files.writeString(old.resolve("key.pem"), "old");
        Files.writeString(old.resolve("stale.pem"), "old");

        assertThat(boot().exitCode()).isZero();

        assertThat(old.resolve("key.pem")).content().contains("PRIVATE KEY");
        assertThat(old.resolve("stale.pem")).doesNotExist();
    }

    @Test
    void wipingThatAPowerCutInterruptedIsFinished() throws Exception {
        Path taken = Files.move(given, firmware.resolve("tinyfleet-taken"));
        Files.delete(taken.resolve("ca.pem"));

        assertThat(boot().exitCode()).isZero();

        assertThat(firmware).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "key.pem, '', key.pem is missing or empty",
        "key.pem, nonsense, key.pem holds no private key",
        "cert.pem, nonsense, cert.pem holds no certificate",
        "hostname, a b, hostname is no host name",
        "time, $(reboot), time is no number of seconds"
    })
    void nonsenseIsRefusedAndSaidOnTheCard(String file, String content, String why) throws Exception {
        Files.writeString(given.resolve(file), content);

        assertThat(boot().exitCode()).isEqualTo(1);

        assertRefused(why);
    }

    @Test
    void keyOfAnotherDeviceIsRefused() throws Exception {
        Files.copy(stranger().resolve("key.pem"), emptied("key.pem"));

        assertThat(boot().exitCode()).isEqualTo(1);

        assertRefused("key.pem does not belong to cert.pem");
    }

    @Test
    void certificateOfAnotherFleetIsRefused() throws Exception {
        Files.copy(stranger().resolve("ca.pem"), emptied("ca.pem"));

        assertThat(boot().exitCode()).isEqualTo(1);

        assertRefused("ca.pem does not vouch for cert.pem");
    }

    @Test
    void refusalGoesAwayWithAGoodCard() throws Exception {
        Files.writeString(firmware.resolve("tinyfleet-refused.txt"), "refused");

        assertThat(boot().exitCode()).isZero();

        assertThat(firmware).isEmptyDirectory();
    }

    private Said boot() throws Exception {
        return BoardTools.run(
                "sh",
                BoardTools.SCRIPTS
                        .resolve("image/usr/lib/tinyfleet-board/first-boot")
                        .toString(),
                firmware.toString(),
                root.toString());
    }

    private void assertRefused(String why) {
        assertThat(firmware.resolve("tinyfleet-refused.txt")).content().contains(why);
        assertThat(root.resolve("etc")).doesNotExist();
        assertThat(given).exists();
    }

    private Path stranger() throws Exception {
        FleetFolder other = FleetFolder.init(
                temporary.resolve("other"),
                new FleetId("other"),
                List.of(),
                List.of("normal", "imbalance"),
                Clock.systemUTC());
        other.add(GATEWAY);
        return other.device(GATEWAY);
    }

    private Path emptied(String name) throws Exception {
        Path file = given.resolve(name);
        Files.delete(file);
        return file;
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
