package io.tinyfleet.deploy.local;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.memory.MemoryBroker;
import io.tinyfleet.mqtt.paho.PahoLink;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How the parts of a fleet reach their broker. */
@FunctionalInterface
public interface Connections {
    /**
     * The link of one of them.
     *
     * @param details adds subscriptions and last will
     */
    MqttLink link(String clientId, UnaryOperator<LinkSettings> details, Traffic traffic);

    /** Over sockets, as {@code settings} say for each client's name. */
    static Connections overMqtt(Function<String, LinkSettings> settings) {
        return (clientId, details, traffic) -> new PahoLink(details.apply(settings.apply(clientId)), traffic);
    }

    /** Without sockets, by a broker of their own. */
    static Connections inMemory() {
        MemoryBroker broker = new MemoryBroker();
        return (clientId, details, traffic) ->
                broker.link(details.apply(LinkSettings.of("memory", 1, clientId)), traffic);
    }
}
