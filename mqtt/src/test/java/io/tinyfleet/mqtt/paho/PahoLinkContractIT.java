package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Backoff;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.testing.LinkContract;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.mqtt.testing.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Through Mosquitto, each client behind a cable of its own that can be cut. */
class PahoLinkContractIT extends LinkContract {
    private final Map<String, TcpProxy> cables = new ConcurrentHashMap<>();
    private MosquittoProcess broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = MosquittoProcess.start();
    }

    @AfterEach
    void stopBroker() throws Exception {
        cables.values().forEach(TcpProxy::close);
        broker.close();
    }

    @Override
    protected MqttLink link(LinkSettings settings, Traffic traffic) {
        TcpProxy cable = cables.computeIfAbsent(settings.clientId(), id -> TcpProxy.to(broker.port()));
        LinkSettings reachable = new LinkSettings(
                settings.host(),
                cable.port(),
                settings.clientId(),
                settings.keepAlive(),
                settings.sessionExpiry(),
                settings.subscriptions(),
                settings.will(),
                settings.connectTimeout(),
                settings.receiveMaximum(),
                settings.tls());
        return new PahoLink(
                reachable, traffic, new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), new Random(1)));
    }

    @Override
    protected void cut(String clientId) {
        Objects.requireNonNull(cables.get(clientId)).cut();
    }
}
