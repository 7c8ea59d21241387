package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.PublishPacket;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Between our values and Paho's. */
final class PahoMessages {
    private static final int QOS_1 = 1;

    private PahoMessages() {}

    static MqttMessage message(Publication publication) {
        return new MqttMessage(publication.payload(), QOS_1, publication.retained(), properties(publication));
    }

    /** The size of a packet received. Paho has consumed its bytes, so they are counted from what it read. */
    static int packetBytes(String topic, MqttMessage received) throws MqttException {
        int propertiesBytes = received.getProperties().encodeProperties().length;
        return PublishPacket.bytes(topic, received.getQos() > 0, propertiesBytes, received.getPayload().length);
    }

    static MqttConnectionOptions options(LinkSettings settings, GatedSocket socket) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setAutomaticReconnect(false);
        options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) settings.connectTimeout().toSeconds());
        options.setReceiveMaximum(settings.receiveMaximum());
        options.setSocketFactory(new GatedSocketFactory(socket));
        Publication will = settings.will();
        if (will != null) {
            options.setWill(will.topic(), message(will));
            options.setWillMessageProperties(properties(will));
        }
        return options;
    }

    private static MqttProperties properties(Publication publication) {
        MqttProperties properties = new MqttProperties();
        if (publication.payload().length > 0) {
            properties.setContentType(PublishPacket.CONTENT_TYPE);
        }
        if (publication.expiry() != null) {
            properties.setMessageExpiryInterval(publication.expiry().toSeconds());
        }
        return properties;
    }
}
