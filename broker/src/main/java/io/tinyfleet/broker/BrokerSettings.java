package io.tinyfleet.broker;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Where a broker listens and keeps its data.
 *
 * @param bindAddress a loopback address: this broker does not ask who its clients are yet, so it lets nobody in from
 *     outside
 * @param port 1 to 65,535, or 0 for any free one
 * @param dataDirectory of this broker alone; made if missing
 */
public record BrokerSettings(InetAddress bindAddress, int port, Path dataDirectory, BrokerLimits limits) {
    public BrokerSettings {
        if (!bindAddress.isLoopbackAddress()) {
            throw new IllegalArgumentException("the broker cannot tell its clients apart yet and so listens on a"
                    + " loopback address only, such as 127.0.0.1, but was asked for " + bindAddress.getHostAddress());
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
        }
    }

    /** On 127.0.0.1, with {@linkplain BrokerLimits#DEFAULT the usual limits}. */
    public static BrokerSettings onLoopback(int port, Path dataDirectory) {
        return new BrokerSettings(InetAddress.getLoopbackAddress(), port, dataDirectory, BrokerLimits.DEFAULT);
    }
}
