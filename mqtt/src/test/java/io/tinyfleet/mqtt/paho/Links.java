package io.tinyfleet.mqtt.paho;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.mqtt.Backoff;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Links and publications as these tests want them: quick to come back. */
final class Links {
    private Links() {}

    static LinkSettings settings(int port, String clientId, String... subscriptions) {
        return LinkSettings.of("127.0.0.1", port, clientId).withSubscriptions(List.of(subscriptions));
    }

    static PahoLink link(LinkSettings settings) {
        return link(settings, Traffic.IGNORED);
    }

    static PahoLink link(LinkSettings settings, Traffic traffic) {
        return new PahoLink(
                settings, traffic, new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), new Random(1)));
    }

    static Publication publication(String topic, String text) {
        return new Publication(topic, text.getBytes(UTF_8), false, null);
    }

    static Publication retained(String topic, String text) {
        return new Publication(topic, text.getBytes(UTF_8), true, null);
    }

    /** The names of all threads that belong to the link of this client. */
    static Set<String> threads(String clientId) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(clientId))
                .collect(Collectors.toSet());
    }
}
