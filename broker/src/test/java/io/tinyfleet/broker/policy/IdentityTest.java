package io.tinyfleet.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final FleetId FLEET = new FleetId("home");
    private static final Identity DEVICE = new Identity.Device(FLEET, new DeviceId("gw-1"));

    @Test
    void whatACertificateSaysIsReadBack() {
        for (Identity identity :
                new Identity[] {DEVICE, new Identity.Aggregator(FLEET), new Identity.Observer(FLEET)}) {
            assertThat(Identity.parse(identity.uri())).contains(identity);
            assertThat(identity.owns(identity.name())).isTrue();
        }
        assertThat(DEVICE.uri()).isEqualTo("urn:tinyfleet:home:device:gw-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gw-1",
                "urn:tinyfleet:home",
                "urn:tinyfleet:home:device",
                "urn:tinyfleet:home:device:",
                "urn:tinyfleet:home:device:GW-1",
                "urn:tinyfleet:home:device:gw-1:aggregator",
                "urn:tinyfleet:home:device:gw-1\n",
                "urn:tinyfleet:home:device:+",
                "urn:tinyfleet::aggregator",
                "urn:tinyfleet:home:aggregator:x",
                "urn:tinyfleet:home:server",
                "urn:tinyfleet:home:device:aggregator",
                "urn:tinyfleet:home:device:observer-1",
                "URN:tinyfleet:home:aggregator",
            })
    void anythingElseNamesNobody(String uri) {
        assertThat(Identity.parse(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "device:gw-1, gw-1, true",
        "device:gw-1, gw-2, false",
        "device:gw-1, GW-1, false",
        "device:gw-1, aggregator, false",
        "device:gw-1, '', false",
        "aggregator, aggregator, true",
        "aggregator, gw-1, false",
        "observer, observer, true",
        "observer, observer-12345, true",
        "observer, observers, false",
        "observer, gw-1, false",
        "observer, aggregator, false",
    })
    void clientIdBelongsToOneIdentity(String who, String clientId, boolean owns) {
        Identity identity = Identity.parse("urn:tinyfleet:home:" + who).orElseThrow();

        assertThat(identity.owns(clientId)).isEqualTo(owns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aggregator", "observer", "observer-1"})
    void deviceCannotHaveAnothersClientId(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity.Device(FLEET, new DeviceId(name)))
                .withMessageContaining(name);
    }
}
