package io.tinyfleet.broker;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * HiveMQ's {@code config.xml}: everything its schema knows is written out, so that no default of theirs, of this
 * version or a later one, decides anything.
 */
final class HiveMqConfig {
    /** Paho fails beyond the broker's receive maximum, and HiveMQ's own 10 makes a fast client wait for a slow link. */
    static final int RECEIVE_MAXIMUM = 100;

    /** In a maximum, HiveMQ's word for no expiry. A lower one would let a retained plan vanish one day. */
    private static final long NO_EXPIRY = 4_294_967_296L;

    private static final int LONGEST_CLIENT_ID = 128;
    private static final int LONGEST_TOPIC = 256;
    private static final int CONNECT_PATIENCE_MS = 10_000;
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

    private final XMLStreamWriter xml;

    private HiveMqConfig(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** @param stores for TLS; {@code null} for plain TCP, which is for loopback */
    static String write(BrokerSettings settings, @Nullable TlsStores stores) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new HiveMqConfig(xml).write(settings, settings.limits(), stores);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("this is a bug: XML into memory failed", e);
        }
        return text.toString();
    }

    private void write(BrokerSettings settings, BrokerLimits limits, @Nullable TlsStores stores)
            throws XMLStreamException {
        xml.writeStartDocument();
        begin("hivemq");
        begin("listeners");
        begin(stores == null ? "tcp-listener" : "tls-tcp-listener");
        value("port", settings.port());
        value("bind-address", settings.bindAddress().getHostAddress());
        value("name", "tinyfleet");
        if (stores != null) {
            tls(stores);
        }
        end();
        end();

        begin("mqtt");
        begin("queued-messages");
        value("max-queue-size", limits.queuedMessages());
        value("strategy", "discard-oldest");
        end();
        enabled("retained-messages", true);
        enabled("wildcard-subscriptions", true);
        section("quality-of-service", "max-qos", 1);
        enabled("topic-alias", false);
        section("message-expiry", "max-interval", NO_EXPIRY);
        section("session-expiry", "max-interval", limits.sessionExpiry().toSeconds());
        enabled("subscription-identifier", false);
        enabled("shared-subscriptions", false);
        begin("keep-alive");
        value("max-keep-alive", limits.keepAlive().toSeconds());
        value("allow-unlimited", false);
        end();
        section("packets", "max-packet-size", limits.packetBytes());
        section("receive-maximum", "server-receive-maximum", RECEIVE_MAXIMUM);
        end();

        begin("restrictions");
        value("max-connections", limits.connections());
        value("max-client-id-length", LONGEST_CLIENT_ID);
        value("max-topic-length", LONGEST_TOPIC);
        value("no-connect-idle-timeout", CONNECT_PATIENCE_MS);
        value("incoming-bandwidth-throttling", 0);
        end();

        begin("security");
        enabled("payload-format-validation", false);
        enabled("utf8-validation", true);
        // Whoever only watches, such as mosquitto_sub, needs no name; devices have one.
        enabled("allow-empty-client-id", stores == null);
        enabled("allow-request-problem-information", true);
        end();

        enabled("anonymous-usage-statistics", false);
        section("persistence", "mode", "file");
        end();
        xml.writeEndDocument();
    }

    private void tls(TlsStores stores) throws XMLStreamException {
        begin("tls");
        begin("keystore");
        value("path", stores.keys().toString());
        value("password", stores.password());
        value("private-key-password", stores.password());
        end();
        begin("truststore");
        value("path", stores.trust().toString());
        value("password", stores.password());
        end();
        begin("protocols");
        value("protocol", "TLSv1.3");
        value("protocol", "TLSv1.2");
        end();
        begin("cipher-suites");
        for (String suite : CIPHER_SUITES) {
            value("cipher-suite", suite);
        }
        end();
        value("prefer-server-cipher-suites", true);
        value("handshake-timeout", CONNECT_PATIENCE_MS);
        value("client-authentication-mode", "REQUIRED");
        end();
    }

    private void enabled(String name, boolean enabled) throws XMLStreamException {
        section(name, "enabled", enabled);
    }

    private void section(String name, String key, Object value) throws XMLStreamException {
        begin(name);
        value(key, value);
        end();
    }

    private void value(String name, Object value) throws XMLStreamException {
        begin(name);
        xml.writeCharacters(value.toString());
        end();
    }

    private void begin(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
    }
}
