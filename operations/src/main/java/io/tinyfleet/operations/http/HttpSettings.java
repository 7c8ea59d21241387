package io.tinyfleet.operations.http;

import io.tinyfleet.operations.settings.Settings;
import java.util.Optional;

/**
 * Where a program tells its health and metrics.
 *
 * @param address a host name or IP address of this machine
 * @param port 1 to 65,535, or 0 for any free one
 */
public record HttpSettings(String address, int port) {
    /** Reads {@code http.address} and {@code http.port}; without a port a program tells nothing over HTTP. */
    public static Optional<HttpSettings> read(Settings settings) {
        String address = settings.value("http.address", "127.0.0.1", "127.0.0.1", HttpSettings::notBlank);
        Integer port = settings.optionalInteger("http.port", 0, 65_535);
        return port == null ? Optional.empty() : Optional.of(new HttpSettings(address, port));
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected an address of this machine, such as 127.0.0.1");
        }
        return text;
    }
}
