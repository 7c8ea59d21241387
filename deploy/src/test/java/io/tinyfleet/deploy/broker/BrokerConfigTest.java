package io.tinyfleet.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.broker.BrokerIdentity;
import io.tinyfleet.operations.http.HttpSettings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.FleetId;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerConfigTest {
    private static final Path SAMPLE = Path.of("config", "broker.yaml");

    @TempDir
    private Path folder;

    @Test
    void theSampleLoads() throws Exception {
        BrokerConfig config = BrokerConfig.load(SAMPLE, Map.of());

        Path beside = SAMPLE.toAbsolutePath();
        FleetId fleet = new FleetId("demo");
        assertThat(config.broker().bindAddress()).isEqualTo(InetAddress.getByName("0.0.0.0"));
        assertThat(config.broker().port()).isEqualTo(8883);
        assertThat(config.broker().dataDirectory()).isEqualTo(beside.resolveSibling("broker-data"));
        assertThat(config.broker().identity())
                .isEqualTo(
                        new BrokerIdentity(fleet, beside.resolveSibling("server"), beside.resolveSibling("revoked")));
        assertThat(config.http()).isEqualTo(new HttpSettings("127.0.0.1", 9461));
    }

    @Test
    void theEnvironmentWins() throws Exception {
        BrokerConfig config = BrokerConfig.load(
                SAMPLE, Map.of("TINYFLEET_LISTEN_PORT", "0", "TINYFLEET_LISTEN_ADDRESS", "127.0.0.1"));

        assertThat(config.broker().port()).isZero();
        assertThat(config.broker().bindAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void brokerThatAsksForNoCertificatesCannotBeHad() throws Exception {
        Path file = Files.writeString(folder.resolve("b.yaml"), "{fleet: f, revoked: r, data: d}");

        assertThatThrownBy(() -> BrokerConfig.load(file, Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessage(file + ": tls is missing");
    }

    @Test
    void addressThatIsNoneIsNamed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("b.yaml"), "{fleet: f, tls: t, revoked: r, data: d, listen: {address: 1.2.3.4.5}}");

        assertThatThrownBy(() -> BrokerConfig.load(file, Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("listen.address is '1.2.3.4.5'; expected an address of this machine");
    }
}
