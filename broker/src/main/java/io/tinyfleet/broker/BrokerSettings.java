package io.tinyfleet.broker;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens, whom it lets in, and where it keeps its data. Either it asks every client for a certificate,
 * or it listens on loopback; there is no third way.
 *
 * @param bindAddress without an identity a loopback address, since then whoever can connect may do everything
 * @param port 1 to 65,535, or 0 for any free one
 * @param dataDirectory of this broker alone; made if missing
 * @param identity {@code null} for a broker that asks nobody who they are
 */
public record BrokerSettings(
        InetAddress bindAddress,
        int port,
        Path dataDirectory,
        BrokerLimits limits,
        @Nullable BrokerIdentity identity) {
    public BrokerSettings {
        if (identity == null && !bindAddress.isLoopbackAddress()) {
            throw new IllegalArgumentException("a broker that does not ask for certificates listens on a"
                    + " loopback address only, such as 127.0.0.1, but was asked for " + bindAddress.getHostAddress());
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
        }
    }

    /** For tests: plain TCP on 127.0.0.1 for whoever comes, with {@linkplain BrokerLimits#DEFAULT the usual limits}. */
    public static BrokerSettings openOnLoopback(int port, Path dataDirectory) {
        return new BrokerSettings(InetAddress.getLoopbackAddress(), port, dataDirectory, BrokerLimits.DEFAULT, null);
    }

    /** TLS for clients with a certificate of the fleet, with {@linkplain BrokerLimits#DEFAULT the usual limits}. */
    public static BrokerSettings forFleet(
            InetAddress bindAddress, int port, Path dataDirectory, BrokerIdentity identity) {
        return new BrokerSettings(bindAddress, port, dataDirectory, BrokerLimits.DEFAULT, identity);
    }
}
