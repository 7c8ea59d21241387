package io.tinyfleet.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import io.tinyfleet.mqtt.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our link and a real Mosquitto that asks for certificates made by openssl. */
@Timeout(60)
class PahoLinkTlsIT {
    @TempDir
    private Path temporary;

    private TestCertificates authority;
    private Path client;

    @BeforeEach
    void found() throws Exception {
        authority = TestCertificates.found(Files.createDirectory(temporary.resolve("ours")));
        client = authority.issue("gw-1", "URI:urn:test:gw-1");
    }

    @Test
    void messagesGoThroughAndTheBrokerKnowsUsByOurCertificate() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (MosquittoProcess broker = broker(authority.issue("server", "DNS:localhost"));
                PahoLink link = Links.link(settings(broker, "localhost", client, "t"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            link.publish(Links.publication("t", "hello"));

            assertThat(listener.nextReceived()).isEqualTo(new Received("t", "hello"));
        }
    }

    @Test
    void linkComesBackWhenTheBrokerWasKilled() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (MosquittoProcess broker = broker(authority.issue("server", "DNS:localhost"));
                PahoLink link = Links.link(settings(broker, "localhost", client, "t"))) {
            link.open(listener);
            assertThat(listener.nextIsConnected()).isTrue();

            broker.kill();
            assertThat(listener.nextIsConnected()).isFalse();
            broker.restart();

            assertThat(listener.nextIsConnected()).isTrue();
        }
    }

    @Test
    void brokerWithAnotherNameIsNotBelieved() throws Exception {
        assertNeverConnects(authority.issue("server", "DNS:elsewhere"), client);
    }

    @Test
    void brokerOfAnotherAuthorityIsNotBelieved() throws Exception {
        TestCertificates other = TestCertificates.found(Files.createDirectory(temporary.resolve("theirs")));

        assertNeverConnects(other.issue("server", "DNS:localhost"), client);
    }

    @Test
    void certificateOfAnotherAuthorityIsNotLetIn() throws Exception {
        TestCertificates other = TestCertificates.found(Files.createDirectory(temporary.resolve("theirs")));
        Path stranger = other.issue("gw-1", "URI:urn:test:gw-1");
        Files.copy(
                client.resolve("ca.pem"),
                stranger.resolve("ca.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertNeverConnects(authority.issue("server", "DNS:localhost"), stranger);
    }

    @Test
    void fileThatIsNoCertificateOrKeyIsNamed() throws Exception {
        Path empty = Files.createFile(temporary.resolve("empty.pem"));

        assertThatThrownBy(() -> Tls.load(empty, client.resolve("cert.pem"), client.resolve("key.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> Tls.load(client.resolve("ca.pem"), client.resolve("cert.pem"), empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.pem");
    }

    private void assertNeverConnects(Path server, Path who) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (MosquittoProcess broker = broker(server);
                PahoLink link = Links.link(settings(broker, "localhost", who, "t"))) {
            link.open(new LinkListener() {
                @Override
                public void connected() {
                    connected.countDown();
                }

                @Override
                public void disconnected(String reason) {}

                @Override
                public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {}

                @Override
                public void refused(Publication publication, int reasonCode) {}
            });
            // Some ten attempts.
            assertThat(connected.await(1, TimeUnit.SECONDS)).isFalse();
        }
    }

    private static MosquittoProcess broker(Path server) {
        return MosquittoProcess.start(
                "cafile " + server.resolve("ca.pem"),
                "certfile " + server.resolve("cert.pem"),
                "keyfile " + server.resolve("key.pem"),
                "require_certificate true",
                "use_identity_as_username true");
    }

    private static LinkSettings settings(MosquittoProcess broker, String host, Path home, String filter)
            throws IOException {
        return LinkSettings.of(host, broker.port(), "gw-1")
                .withSubscriptions(java.util.List.of(filter))
                .withConnectTimeout(Duration.ofSeconds(2))
                .withTls(Tls.load(home));
    }
}
