package io.tinyfleet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {
    private static final Path DIRECTORY = Path.of("unused");

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.1", "::", "fe80::1"})
    void addressThatOthersCanReachIsRefused(String address) throws Exception {
        InetAddress bindAddress = InetAddress.getByName(address);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerSettings(bindAddress, 0, DIRECTORY, BrokerLimits.DEFAULT, null))
                .withMessageContaining("loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.0.1", "::1"})
    void loopbackAddressesAreAccepted(String address) throws Exception {
        InetAddress bindAddress = InetAddress.getByName(address);

        assertThat(new BrokerSettings(bindAddress, 0, DIRECTORY, BrokerLimits.DEFAULT, null).bindAddress())
                .isEqualTo(bindAddress);
    }

    @Test
    void portOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerSettings.openOnLoopback(65_536, DIRECTORY))
                .withMessage("port must be 0 to 65535, but is 65536");
    }

    @Test
    void limitOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerLimits(0, 4_096, 1, Duration.ofSeconds(1), Duration.ZERO))
                .withMessage("connections must be 1 to 2147483647, but is 0");
    }
}
