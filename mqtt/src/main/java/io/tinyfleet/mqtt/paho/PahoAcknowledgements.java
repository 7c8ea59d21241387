package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Acknowledgement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledgements of what one connection delivered, each given at most once.
 *
 * @param client with manual acknowledgements
 */
record PahoAcknowledgements(MqttAsyncClient client) {
    private static final Logger LOG = LoggerFactory.getLogger(PahoAcknowledgements.class);

    Acknowledgement of(MqttMessage message) {
        if (message.getQos() == 0) {
            return Acknowledgement.NONE;
        }
        int id = message.getId();
        int qos = message.getQos();
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                give(id, qos);
            }
        };
    }

    private void give(int id, int qos) {
        try {
            client.messageArrivedComplete(id, qos);
        } catch (MqttException e) {
            LOG.debug("the connection is gone, so message {} will come again: {}", id, e.getMessage());
        }
    }
}
