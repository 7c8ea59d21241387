package io.tinyfleet.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.Programs;
import io.tinyfleet.mqtt.testing.TestCertificates;
import io.tinyfleet.protocol.FleetId;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker of fleet {@code f}, with certificates made by openssl, and clients of it: our link, mosquitto_pub and _sub. */
final class GuardedBroker implements AutoCloseable {
    private static final String FLEET = "tinyfleet/v1/f/";

    private final TestCertificates authority;
    private final Path directory;
    private final Path revocations;
    private final BrokerIdentity identity;
    private final EmbeddedBroker broker;

    private GuardedBroker(Path directory, Path data) throws Exception {
        Programs.require("mosquitto_pub", "mosquitto_sub");
        this.directory = directory;
        authority = TestCertificates.found(Files.createDirectory(directory.resolve("ours")));
        Path server = authority.issue("server", "DNS:localhost,IP:127.0.0.1");
        authority.issue("aggregator", "URI:urn:tinyfleet:f:aggregator");
        authority.issue("observer", "URI:urn:tinyfleet:f:observer");
        revocations = Files.createFile(directory.resolve("revoked"));
        identity = new BrokerIdentity(new FleetId("f"), server, revocations);
        broker = EmbeddedBroker.start(BrokerSettings.forFleet(InetAddress.getLoopbackAddress(), 0, data, identity));
    }

    /** With certificates for the aggregator, an observer and these devices. */
    static GuardedBroker start(Path directory, String... devices) throws Exception {
        return over(directory, directory.resolve("data"), devices);
    }

    /** In a data directory that may hold something. */
    static GuardedBroker over(Path directory, Path data, String... devices) throws Exception {
        GuardedBroker started = new GuardedBroker(directory, data);
        for (String device : devices) {
            started.authority.issue(device, "URI:urn:tinyfleet:f:device:" + device);
        }
        return started;
    }

    /** {@code ~} stands for the fleet's prefix. */
    static String expand(String topic) {
        return topic.replace("~", FLEET);
    }

    static Publication publication(String topic, String text, boolean retained) {
        return new Publication(expand(topic), text.getBytes(UTF_8), retained, null);
    }

    /** One of the protocol's test vectors. */
    static byte[] vector(String name) throws Exception {
        return Files.readAllBytes(Path.of("../protocol/src/test/resources/vectors", name + ".cbor"));
    }

    EmbeddedBroker broker() {
        return broker;
    }

    TestCertificates authority() {
        return authority;
    }

    int port() {
        return broker.port();
    }

    Tls tls(String who) throws Exception {
        return Tls.load(authority.home(who));
    }

    PahoLink link(String who, String... subscriptions) throws Exception {
        return new PahoLink(
                LinkSettings.of("localhost", port(), who)
                        .withSubscriptions(List.of(subscriptions).stream()
                                .map(GuardedBroker::expand)
                                .toList())
                        .withTls(tls(who)),
                Traffic.IGNORED);
    }

    /** The list of the revoked is now this. */
    void revoke(String... lines) throws Exception {
        Path next = directory.resolve("revoked-next");
        Files.writeString(next, String.join("\n", lines) + "\n");
        Files.move(next, revocations, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a mosquitto program says that connects as {@code who}. */
    String run(String program, String who, String... arguments) throws Exception {
        return run(program, authority.home(who), who, arguments);
    }

    /** What a mosquitto program says that connects with a certificate under a client id. */
    String run(String program, Path home, String clientId, String... arguments) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "-i",
                clientId,
                "--cafile",
                authority.home("server").resolve("ca.pem").toString(),
                "--cert",
                home.resolve("cert.pem").toString(),
                "--key",
                home.resolve("key.pem").toString()));
        options.addAll(List.of(arguments));
        return run(program, options);
    }

    /** What a mosquitto program says that is given nothing but the address and these options. */
    String run(String program, List<String> options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(program, "-d", "-V", "5", "-h", "localhost", "-p", "" + port(), "-q", "1"));
        options.forEach(option -> command.add(expand(option)));
        Path said = Files.createTempFile(directory, program, ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            process.waitFor(8, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        // Payloads may be no text.
        return new String(Files.readAllBytes(said), UTF_8);
    }

    @Override
    public void close() {
        broker.close();
    }
}
