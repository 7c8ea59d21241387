package io.tinyfleet.deploy.board;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.protocol.DeviceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class PersonalisationTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Map<String, byte[]> IDENTITY = Map.of(
            "agent.yaml", bytes("fleet: home\n"),
            "ca.pem", bytes("authority"),
            "cert.pem", bytes("certificate"),
            "key.pem", bytes("key"));

    @Test
    void boardGetsItsIdentityANameAndTheTime() {
        SortedMap<String, byte[]> files = Personalisation.files(new DeviceId("gw-1"), IDENTITY, null, null, NOW);

        assertThat(files).containsOnlyKeys("agent.yaml", "ca.pem", "cert.pem", "key.pem", "hostname", "time");
        assertThat(files.get("key.pem")).asString(UTF_8).isEqualTo("key");
        assertThat(files.get("hostname")).asString(UTF_8).isEqualTo("gw-1\n");
        assertThat(files.get("time")).asString(UTF_8).isEqualTo("1800000000\n");
    }

    @Test
    void wifiAndOperatorsKeysGoAlongIfThereAreAny() {
        WifiNetwork wifi = new WifiNetwork("Home", "password");
        String keys = "# mine\nssh-ed25519 AAAAC3Nz me@desk\n";

        SortedMap<String, byte[]> files = Personalisation.files(new DeviceId("gw-1"), IDENTITY, wifi, keys, NOW);

        assertThat(files.get("wifi.conf")).isEqualTo(wifi.configuration());
        assertThat(files.get("authorized_keys")).asString(UTF_8).isEqualTo(keys);
    }

    @Test
    void keysOfSensorsGoAlongIfThereAreAny() {
        Map<String, byte[]> identity = new HashMap<>(IDENTITY);
        identity.put("sensors.psk", bytes("thermo:00ff\n"));
        identity.put("notes.txt", bytes("mine"));

        assertThat(Personalisation.files(new DeviceId("gw-1"), identity, null, null, NOW))
                .containsKey("sensors.psk")
                .doesNotContainKey("notes.txt");
    }

    @Test
    void deviceWithoutAllItsFilesIsRefused() {
        Map<String, byte[]> identity = new HashMap<>(IDENTITY);
        identity.remove("agent.yaml");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Personalisation.files(new DeviceId("gw-1"), identity, null, null, NOW))
                .withMessageContaining("device gw-1 has no agent.yaml");
    }

    @Test
    void privateKeyIsNotTakenForAPublicOne() {
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Personalisation.files(new DeviceId("gw-1"), IDENTITY, null, key, NOW))
                .withMessageContaining("public key")
                .withMessageNotContaining("b3Bl");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
