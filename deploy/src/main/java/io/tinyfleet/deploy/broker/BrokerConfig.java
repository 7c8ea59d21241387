package io.tinyfleet.deploy.broker;

import io.tinyfleet.broker.BrokerIdentity;
import io.tinyfleet.broker.BrokerSettings;
import io.tinyfleet.operations.http.HttpSettings;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import io.tinyfleet.protocol.FleetId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker runs by. {@code deploy/config/broker.yaml} says what each setting means. Paths are resolved against the
 * configuration file's folder. There is no way to ask for a broker that does not ask for certificates.
 *
 * @param http where health and metrics are told; {@code null} for nowhere
 * @param effective all settings as they are in force, for the log
 */
record BrokerConfig(
        FleetId fleet, BrokerSettings broker, @Nullable HttpSettings http, String effective) {
    static BrokerConfig load(Path file, Map<String, String> environment) throws UserMistake {
        Settings settings = new Settings(file.toString(), YamlFile.read(file), environment);
        Path beside = file.toAbsolutePath();
        FleetId fleet = settings.value("fleet", null, new FleetId("none"), FleetId::new);
        InetAddress address =
                settings.value("listen.address", "0.0.0.0", InetAddress.getLoopbackAddress(), BrokerConfig::address);
        int port = settings.integer("listen.port", "8883", 0, 65_535);
        Path tls = settings.value("tls", null, beside, beside::resolveSibling);
        Path revoked = settings.value("revoked", null, beside, beside::resolveSibling);
        Path data = settings.value("data", null, beside, beside::resolveSibling);
        HttpSettings http = HttpSettings.read(settings).orElse(null);
        settings.requireNone();
        return new BrokerConfig(
                fleet,
                BrokerSettings.forFleet(address, port, data, new BrokerIdentity(fleet, tls, revoked)),
                http,
                settings.effective());
    }

    private static InetAddress address(String text) {
        try {
            if (!text.isBlank()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(EXPECTED_ADDRESS, e);
        }
        throw new IllegalArgumentException(EXPECTED_ADDRESS);
    }

    private static final String EXPECTED_ADDRESS = "expected an address of this machine, 0.0.0.0 for all";
}
