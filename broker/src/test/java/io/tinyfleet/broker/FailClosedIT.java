package io.tinyfleet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.mqtt.testing.TestCertificates;
import io.tinyfleet.protocol.FleetId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that could not tell its clients apart does not start, and leaves its port free. */
@Timeout(60)
class FailClosedIT {
    private final int port = FreePort.pick();

    @TempDir
    private Path temporary;

    private TestCertificates authority;
    private Path server;
    private Path revocations;

    @BeforeEach
    void found() throws Exception {
        authority = TestCertificates.found(Files.createDirectory(temporary.resolve("ours")));
        server = authority.issue("server", "DNS:localhost");
        revocations = Files.createFile(temporary.resolve("revoked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "cert.pem", "key.pem"})
    void fileThatIsMissingOrNoneIsNamed(String file) throws Exception {
        Files.writeString(server.resolve(file), "nothing of the kind");
        assertRefused(file);

        Files.delete(server.resolve(file));
        assertRefused(file);
    }

    @Test
    void keyOfAnotherIsNamed() throws Exception {
        Path other = authority.issue("other", "DNS:localhost");
        Files.write(server.resolve("key.pem"), Files.readAllBytes(other.resolve("key.pem")));

        assertRefused("key.pem is not the key of the certificate");
    }

    @Test
    void revocationListThatIsMissingOrBrokenIsNamed() throws Exception {
        Files.writeString(revocations, "not a device!\n");
        assertRefused("'not a device!' is no device");

        Files.delete(revocations);
        assertRefused("revoked");
    }

    @Test
    void guardThatCannotTakeItsPostKeepsTheBrokerFromStarting() throws Exception {
        assertThatThrownBy(() -> EmbeddedBroker.start(settings(), () -> {
                    throw new IllegalStateException("fell ill");
                }))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("does not run without its extension")
                .hasMessageContaining("fell ill");
        assertPortIsFree();
    }

    @Test
    void brokerWhoseGuardDoesNothingLetsNobodyIn() throws Exception {
        authority.issue("gw-1", "URI:urn:tinyfleet:f:device:gw-1");
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings(), () -> {})) {
            try (RawClient client = RawClient.of(Tls.load(authority.home("gw-1")), broker.port())) {
                client.send(RawClient.connectPacket("gw-1"));
                assertThat(client.nextConnack()).isEqualTo(0x87);
            }
        }
    }

    private void assertRefused(String said) throws Exception {
        assertThatThrownBy(() -> EmbeddedBroker.start(settings()))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(said);
        assertPortIsFree();
    }

    private void assertPortIsFree() throws Exception {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    private BrokerSettings settings() {
        return BrokerSettings.forFleet(
                InetAddress.getLoopbackAddress(),
                port,
                temporary.resolve("data"),
                new BrokerIdentity(new FleetId("f"), server, revocations));
    }
}
