package io.tinyfleet.agent.program;

import io.tinyfleet.agent.coap.CoapSettings;
import io.tinyfleet.agent.coap.PreSharedKey;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.sensor.Channel;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How sensors are heard.
 *
 * @param mostPerClass labelled windows kept of each class
 */
record SensorConfig(CoapSettings coap, Sampling sampling, int mostPerClass) {
    /**
     * Reads {@code coap.…}; without a port there are no sensors.
     *
     * @param known the shape of the device's other samples, if it has any: sensors must give the same
     * @return empty, too, if a problem was noted
     */
    static Optional<SensorConfig> read(Settings settings, Path besides, @Nullable SampleShape known) {
        Integer port = settings.optionalInteger("coap.port", 0, 65_535);
        Integer plainPort = settings.optionalInteger("coap.plain-port", 0, 65_535);
        if (port == null && plainPort == null) {
            return Optional.empty();
        }
        String address = settings.value("coap.address", "0.0.0.0", "", text -> text);
        Path keys = settings.value("coap.psk", null, besides, besides::resolveSibling);
        Sampling sampling = sampling(settings, known);
        int mostPerClass = settings.integer("coap.most-per-class", "200", 1, 100_000);
        if (!settings.areSound() || sampling == null) {
            return Optional.empty();
        }
        Optional<InetSocketAddress> secure =
                port == null ? Optional.empty() : Optional.of(new InetSocketAddress(address, port));
        if (secure.isPresent() && secure.get().isUnresolved()) {
            settings.problem("coap.address", "is '" + address + "'; expected an address of this machine");
            return Optional.empty();
        }
        return sensors(settings, keys)
                .map(sensors -> new SensorConfig(
                        new CoapSettings(
                                secure,
                                plainPort == null ? OptionalInt.empty() : OptionalInt.of(plainPort),
                                sensors,
                                CoapSettings.DEFAULT_MAX_BODY_BYTES,
                                CoapSettings.DEFAULT_PATIENCE),
                        sampling,
                        mostPerClass));
    }

    private static Optional<Map<SensorId, PreSharedKey>> sensors(Settings settings, Path keys) {
        try {
            return Optional.of(PskFile.read(keys));
        } catch (UserMistake e) {
            settings.problem("coap.psk", "is of no use: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable Sampling sampling(Settings settings, @Nullable SampleShape known) {
        List<String> channels = settings.list("coap.channels");
        double rate = settings.value("coap.rate", null, 1.0, SensorConfig::rate);
        int length = settings.integer("coap.window", known == null ? null : String.valueOf(known.length()), 2, 65_536);
        int step = settings.integer("coap.step", String.valueOf(length), 1, length);
        if (!settings.areSound()) {
            return null;
        }
        try {
            Sampling sampling =
                    new Sampling(channels.stream().map(SensorConfig::channel).toList(), length, step, rate);
            if (known == null || known.equals(sampling.shape())) {
                return sampling;
            }
            settings.problem(
                    "coap.channels",
                    "with coap.window give windows of " + channels.size() + " × " + length + "; expected " + known
                            + ", as data.source has");
        } catch (IllegalArgumentException e) {
            settings.problem("coap.channels", "is " + channels + "; " + e.getMessage());
        }
        return null;
    }

    /** {@code x}, or {@code x m/s2} with the unit that sensors are to use. */
    private static Channel channel(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? Channel.named(text)
                : new Channel(text.substring(0, space), text.substring(space).strip());
    }

    private static double rate(String text) {
        double rate = Double.parseDouble(text);
        if (!(rate > 0 && rate <= 1e6)) {
            throw new IllegalArgumentException("expected instants per second, above 0 and up to 1e6");
        }
        return rate;
    }
}
