package io.tinyfleet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.hivemq.embedded.EmbeddedHiveMQ;
import io.tinyfleet.protocol.FleetId;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class HiveMqConfigTest {
    private static final String CONFIG =
            HiveMqConfig.write(BrokerSettings.openOnLoopback(1883, Path.of("unused")), null);

    private static final String GUARDED = HiveMqConfig.write(
            BrokerSettings.forFleet(
                    InetAddress.getLoopbackAddress(),
                    8883,
                    Path.of("unused"),
                    new BrokerIdentity(new FleetId("f"), Path.of("unused"), Path.of("unused"))),
            new TlsStores(Path.of("keys.p12"), Path.of("trust.p12"), "secret"));

    @ParameterizedTest
    @CsvSource({
        "count(/hivemq/listeners/*), 1",
        "/hivemq/listeners/tls-tcp-listener/port, 8883",
        "/hivemq/listeners/tls-tcp-listener/tls/client-authentication-mode, REQUIRED",
        "count(/hivemq/listeners/tls-tcp-listener/tls/protocols/*), 2",
        "/hivemq/security/allow-empty-client-id/enabled, false",
    })
    void guardedListenerAsksForCertificates(String path, String value) throws Exception {
        assertThat(XPathFactory.newDefaultInstance()
                        .newXPath()
                        .evaluate(path, new InputSource(new StringReader(GUARDED))))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "count(/hivemq/listeners/*), 1",
        "/hivemq/listeners/tcp-listener/bind-address, 127.0.0.1",
        "/hivemq/listeners/tcp-listener/port, 1883",
        "/hivemq/anonymous-usage-statistics/enabled, false",
        "/hivemq/mqtt/topic-alias/enabled, false",
        "/hivemq/mqtt/shared-subscriptions/enabled, false",
        "/hivemq/mqtt/receive-maximum/server-receive-maximum, 100",
        "/hivemq/mqtt/keep-alive/allow-unlimited, false",
        "/hivemq/mqtt/queued-messages/max-queue-size, 100000",
        "/hivemq/restrictions/max-connections, 10000",
        "/hivemq/security/allow-empty-client-id/enabled, true",
        "/hivemq/persistence/mode, file"
    })
    void lockedDefault(String path, String value) throws Exception {
        assertThat(XPathFactory.newDefaultInstance()
                        .newXPath()
                        .evaluate(path, new InputSource(new StringReader(CONFIG))))
                .isEqualTo(value);
    }

    @Test
    void fitsTheSchemaOfThisHiveMq() throws Exception {
        for (String config : List.of(CONFIG, GUARDED)) {
            assertThatCode(() -> schema().newValidator().validate(new StreamSource(new StringReader(config))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nothingThatTheSchemaKnowsIsLeftToADefault() throws Exception {
        // An element of the schema that a newer version adds has a default we have not looked at.
        String listed = XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                        "count(//*[local-name()='complexType'][@name='mqttConfigEntity'"
                                + " or @name='restrictionsEntity' or @name='securityConfigEntity'"
                                + " or @name='hiveMQConfigEntity']/*[local-name()='all']/*)",
                        DocumentBuilderFactory.newDefaultNSInstance()
                                .newDocumentBuilder()
                                .parse(schemaUrl().toString()));
        String written = XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                        "count(/hivemq/*) + count(/hivemq/mqtt/*) + count(/hivemq/restrictions/*)"
                                + " + count(/hivemq/security/*)",
                        new InputSource(new StringReader(CONFIG)));

        assertThat(written).isEqualTo(listed);
    }

    private static Schema schema() throws Exception {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schemaUrl());
    }

    private static URL schemaUrl() {
        return Objects.requireNonNull(EmbeddedHiveMQ.class.getResource("/config.xsd"), "config.xsd in HiveMQ's jar");
    }
}
