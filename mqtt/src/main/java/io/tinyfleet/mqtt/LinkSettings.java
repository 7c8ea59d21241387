package io.tinyfleet.mqtt;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a link connects to, and as whom.
 *
 * @param clientId stable over restarts: the broker's session belongs to it (MQTT 5, 3.1.3.1)
 * @param keepAlive longest silence before a ping, whole seconds, 1 s to 65,535 s
 * @param sessionExpiry how long the broker keeps the session of an absent client, whole seconds (MQTT 5, 3.1.2.11.2)
 * @param subscriptions topic filters subscribed to at QoS 1 after every connect
 * @param will what the broker says for us when the connection is cut without a goodbye; {@code null} for nothing
 * @param connectTimeout for TCP, for CONNACK and for SUBACK each, whole seconds, at least 1 s
 * @param receiveMaximum how many messages the broker may send before it has our acknowledgement, 1 to 65,535
 * @param tls whom to trust and who we are; {@code null} for plain TCP, which is for tests and brokers on this machine
 */
public record LinkSettings(
        String host,
        int port,
        String clientId,
        Duration keepAlive,
        Duration sessionExpiry,
        List<String> subscriptions,
        @Nullable Publication will,
        Duration connectTimeout,
        int receiveMaximum,
        @Nullable Tls tls) {
    private static final int UNSIGNED_SHORT_MAX = 65_535;
    private static final long UNSIGNED_INT_MAX = 4_294_967_295L;

    public LinkSettings {
        requireText("host", host);
        requireBetween("port", port, 1, UNSIGNED_SHORT_MAX);
        requireText("client id", clientId);
        requireBetween("keep-alive in seconds", wholeSeconds("keep-alive", keepAlive), 1, UNSIGNED_SHORT_MAX);
        requireBetween("session expiry in seconds", wholeSeconds("session expiry", sessionExpiry), 0, UNSIGNED_INT_MAX);
        subscriptions = List.copyOf(subscriptions);
        subscriptions.forEach(filter -> requireText("subscription", filter));
        requireBetween("connect timeout in seconds", wholeSeconds("connect timeout", connectTimeout), 1, 3_600);
        requireBetween("receive maximum", receiveMaximum, 1, UNSIGNED_SHORT_MAX);
    }

    /** Keep-alive 60 s, a session of one week, 10 s to connect, 100 messages in flight, no subscription and no will. */
    public static LinkSettings of(String host, int port, String clientId) {
        return new LinkSettings(
                host,
                port,
                clientId,
                Duration.ofSeconds(60),
                Duration.ofDays(7),
                List.of(),
                null,
                Duration.ofSeconds(10),
                100,
                null);
    }

    public LinkSettings withKeepAlive(Duration longestSilence) {
        return new LinkSettings(
                host,
                port,
                clientId,
                longestSilence,
                sessionExpiry,
                subscriptions,
                will,
                connectTimeout,
                receiveMaximum,
                tls);
    }

    public LinkSettings withSessionExpiry(Duration expiry) {
        return new LinkSettings(
                host, port, clientId, keepAlive, expiry, subscriptions, will, connectTimeout, receiveMaximum, tls);
    }

    public LinkSettings withSubscriptions(List<String> filters) {
        return new LinkSettings(
                host, port, clientId, keepAlive, sessionExpiry, filters, will, connectTimeout, receiveMaximum, tls);
    }

    public LinkSettings withWill(Publication lastWill) {
        return new LinkSettings(
                host,
                port,
                clientId,
                keepAlive,
                sessionExpiry,
                subscriptions,
                lastWill,
                connectTimeout,
                receiveMaximum,
                tls);
    }

    public LinkSettings withConnectTimeout(Duration timeout) {
        return new LinkSettings(
                host, port, clientId, keepAlive, sessionExpiry, subscriptions, will, timeout, receiveMaximum, tls);
    }

    public LinkSettings withReceiveMaximum(int messages) {
        return new LinkSettings(
                host, port, clientId, keepAlive, sessionExpiry, subscriptions, will, connectTimeout, messages, tls);
    }

    /** Over TLS, with both sides showing certificates. */
    public LinkSettings withTls(Tls identity) {
        return new LinkSettings(
                host,
                port,
                clientId,
                keepAlive,
                sessionExpiry,
                subscriptions,
                will,
                connectTimeout,
                receiveMaximum,
                identity);
    }

    private static void requireText(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }

    private static void requireBetween(String what, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(what + " must be " + lowest + " to " + highest + ", but is " + value);
        }
    }

    private static long wholeSeconds(String what, Duration duration) {
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
            throw new IllegalArgumentException(what + " must be whole seconds, but is " + duration);
        }
        return duration.toSeconds();
    }
}
