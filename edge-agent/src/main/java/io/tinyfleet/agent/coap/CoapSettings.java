package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.sensor.SensorId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where sensors are heard, and which.
 *
 * @param secure where {@code coaps://} listens; port 0 takes a free one
 * @param plainPort where {@code coap://} listens, on loopback and nowhere else
 * @param sensors each with its key; its name is its PSK identity, and with it it may post to its own path only. On
 *     loopback nobody is asked for a key.
 * @param maxBodyBytes of one pack, all blocks together, 1,024 to 1,048,576
 * @param patience for a prediction; what comes later is not part of the answer
 */
public record CoapSettings(
        Optional<InetSocketAddress> secure,
        OptionalInt plainPort,
        Map<SensorId, PreSharedKey> sensors,
        int maxBodyBytes,
        Duration patience) {
    /** A window of 256 × 3 values takes about 40 kB of SenML in JSON. */
    public static final int DEFAULT_MAX_BODY_BYTES = 65_536;

    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_SENSORS = 256;

    public CoapSettings {
        sensors = Map.copyOf(sensors);
        if (sensors.isEmpty() || sensors.size() > MOST_SENSORS) {
            throw new IllegalArgumentException("sensors must be 1 to " + MOST_SENSORS + ", but are " + sensors.size());
        }
        if (secure.isEmpty() && plainPort.isEmpty()) {
            throw new IllegalArgumentException("neither coaps:// nor coap:// is to listen");
        }
        if (maxBodyBytes < 1_024 || maxBodyBytes > 1_048_576) {
            throw new IllegalArgumentException("maxBodyBytes must be 1,024 to 1,048,576, but is " + maxBodyBytes);
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience must be above 0, but is " + patience);
        }
    }

    /** Where {@code coap://} listens. */
    Optional<InetSocketAddress> plain() {
        return plainPort.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), plainPort.getAsInt()));
    }
}
