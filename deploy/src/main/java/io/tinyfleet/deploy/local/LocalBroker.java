package io.tinyfleet.deploy.local;

import io.tinyfleet.broker.BrokerSettings;
import io.tinyfleet.broker.BrokerStartException;
import io.tinyfleet.broker.EmbeddedBroker;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.deploy.TemporaryDirectory;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A HiveMQ broker on the loopback interface for one fleet, with an authority and a certificate for everybody, made for
 * one run and gone with its temporary directory.
 */
public final class LocalBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final TemporaryDirectory directory;
    private final FleetFolder folder;
    private final EmbeddedBroker broker;
    private final Duration certification;

    private LocalBroker(
            TemporaryDirectory directory, FleetFolder folder, EmbeddedBroker broker, Duration certification) {
        this.directory = directory;
        this.folder = folder;
        this.broker = broker;
        this.certification = certification;
    }

    /**
     * Makes certificates and starts the broker.
     *
     * @param port 0 for any free one
     */
    public static LocalBroker start(FleetId fleet, List<String> classNames, List<DeviceId> devices, int port)
            throws BrokerStartException, IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("tinyfleet-" + fleet + "-");
        try {
            long startNs = System.nanoTime();
            FleetFolder folder = certify(directory.path().resolve("fleet"), fleet, classNames, devices);
            Duration certification = Duration.ofNanos(System.nanoTime() - startNs);
            EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.forFleet(
                    InetAddress.getLoopbackAddress(),
                    port,
                    directory.path().resolve("broker"),
                    folder.brokerIdentity()));
            return new LocalBroker(directory, folder, broker, certification);
        } catch (BrokerStartException | IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static FleetFolder certify(Path directory, FleetId fleet, List<String> classNames, List<DeviceId> devices)
            throws IOException {
        try {
            FleetFolder folder = FleetFolder.init(directory, fleet, List.of(), classNames, Clock.systemUTC());
            for (DeviceId device : devices) {
                folder.add(device);
            }
            return folder;
        } catch (UserMistake e) {
            throw new IllegalStateException("this is a bug: a new directory was not new", e);
        }
    }

    public int port() {
        return broker.port();
    }

    /** How long making the certificates took. */
    public Duration certification() {
        return certification;
    }

    /** How the client of this name connects. */
    public LinkSettings link(String clientId) {
        Path home = clientId.equals(Identity.AGGREGATOR) ? folder.aggregator() : folder.device(new DeviceId(clientId));
        try {
            return LinkSettings.of(HOST, port(), clientId).withTls(Tls.load(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a person types to watch; mosquitto_sub is in every distribution. */
    public String watchCommand() {
        Path home = folder.observer();
        return "mosquitto_sub -p " + port() + " --cafile " + home.resolve("ca.pem") + " --cert "
                + home.resolve("cert.pem") + " --key " + home.resolve("key.pem") + " -I observer- -t 'tinyfleet/v1/"
                + folder.fleet() + "/#' -F '%t  %l bytes'";
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
