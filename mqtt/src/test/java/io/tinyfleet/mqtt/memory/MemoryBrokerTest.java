package io.tinyfleet.mqtt.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.testing.LinkContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBrokerTest extends LinkContract {
    private final MemoryBroker broker = new MemoryBroker();

    @Override
    protected MqttLink link(LinkSettings settings, Traffic traffic) {
        return broker.link(settings, traffic);
    }

    @Override
    protected void cut(String clientId) {
        broker.cut(clientId);
    }

    @Test
    void wildcardsThatTheProtocolDoesNotUseAreRefused() {
        for (String filter : List.of("a/#", "#", "a+/b")) {
            LinkSettings settings = LinkSettings.of("memory", 1, "gw").withSubscriptions(List.of(filter));
            assertThatThrownBy(() -> broker.link(settings, Traffic.IGNORED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(filter);
        }
    }

    @Test
    void nobodyCutsWhoIsNotThere() {
        assertThatThrownBy(() -> broker.cut("gw")).hasMessageContaining("gw is not connected");
    }
}
