package io.tinyfleet.mqtt.paho;

import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.TimerPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.eclipse.paho.mqttv5.client.internal.MqttConnectionState;
import org.eclipse.paho.mqttv5.client.internal.MqttSessionState;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Paho's client, but without topic aliases (MQTT 5, 3.3.2.3.4).
 *
 * <p>Paho 1.2.5 uses one for every topic as soon as the broker allows any, and has no option against it. It sets them
 * outside its lock, so that two publishing threads can make the broker meet an alias before its topic and hang up.
 * The receive maximum is not told to Paho, either: {@link InFlight} keeps it.
 */
final class AliasFreeClient extends MqttAsyncClient {
    private final MqttConnectionState connectionState;

    AliasFreeClient(String uri, String clientId, ScheduledExecutorService executor) throws MqttException {
        super(uri, clientId, new MemoryPersistence(), null, executor);
        MemoryPersistence persistence = new MemoryPersistence();
        persistence.open(clientId);
        connectionState = new WithoutAliases(clientId);
        comms = new ClientComms(
                this, persistence, new TimerPingSender(executor), executor, new MqttSessionState(), connectionState);
    }

    /** The broker wants another keep-alive than we asked for (MQTT 5, 3.2.2.3.14). */
    void keepAlive(int seconds) {
        connectionState.setKeepAliveSeconds(seconds);
    }

    private static final class WithoutAliases extends MqttConnectionState {
        WithoutAliases(String clientId) {
            super(clientId);
        }

        @Override
        public Integer getOutgoingTopicAliasMaximum() {
            return 0;
        }
    }
}
