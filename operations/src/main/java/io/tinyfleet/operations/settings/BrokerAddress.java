package io.tinyfleet.operations.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the fleet's broker is, and how to show who we are.
 *
 * @param tls the directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; without it plain TCP
 */
public record BrokerAddress(String host, int port, Optional<Path> tls) {
    /**
     * Reads {@code broker.host}, {@code broker.tls} and {@code broker.port}.
     *
     * @param besides what a relative path is resolved against: the configuration file
     */
    public static BrokerAddress read(Settings settings, Path besides) {
        String host = settings.value("broker.host", "127.0.0.1", "", BrokerAddress::notBlank);
        Optional<Path> tls = settings.value(
                "broker.tls",
                "none",
                Optional.empty(),
                text -> text.equals("none") ? Optional.empty() : Optional.of(besides.resolveSibling(text)));
        int port = settings.integer("broker.port", tls.isPresent() ? "8883" : "1883", 1, 65_535);
        return new BrokerAddress(host, port, tls);
    }

    public boolean isOnThisMachine() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected a host name or address");
        }
        return text;
    }
}
