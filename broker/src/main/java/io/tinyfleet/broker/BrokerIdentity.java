package io.tinyfleet.broker;

import io.tinyfleet.protocol.FleetId;
import java.nio.file.Path;

/**
 * Whose broker it is and whom it lets in: clients with a certificate of this fleet's authority.
 *
 * @param directory holds, as PEM, {@code ca.pem}, the certificate of the authority that has signed all others, and the
 *     broker's own {@code cert.pem} and {@code key.pem}
 * @param revocations names of devices to keep out, one a line, empty lines and lines with # aside; read while running,
 *     to be replaced by rename
 */
public record BrokerIdentity(FleetId fleet, Path directory, Path revocations) {
    Path authority() {
        return directory.resolve("ca.pem");
    }

    Path certificate() {
        return directory.resolve("cert.pem");
    }

    Path key() {
        return directory.resolve("key.pem");
    }
}
