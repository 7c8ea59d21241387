package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Traffic;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Paho calls, on its own threads. Nothing escapes from here: Paho would swallow it without a word. */
final class PahoCallbacks implements MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(PahoCallbacks.class);

    private final LinkListener listener;
    private final Traffic traffic;
    private final PahoAcknowledgements acknowledgements;
    private final Consumer<End> end;

    PahoCallbacks(LinkListener listener, Traffic traffic, PahoAcknowledgements acknowledgements, Consumer<End> end) {
        this.listener = listener;
        this.traffic = traffic;
        this.acknowledgements = acknowledgements;
        this.end = end;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        Acknowledgement acknowledgement = acknowledgements.of(message);
        guarded(() -> {
            traffic.delivered(topic, message.getPayload().length, PahoMessages.packetBytes(topic, message));
            try {
                listener.received(topic, message.getPayload(), acknowledgement);
            } catch (RuntimeException e) {
                // A message that a listener chokes on must not come back for ever.
                acknowledgement.give();
                throw e;
            }
        });
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        MqttException problem = response.getException();
        if (problem != null) {
            end.accept(new End(LinkFailure.describe(problem), 0));
            return;
        }
        String reason = response.getReasonString();
        end.accept(new End(
                String.format(
                        Locale.ROOT,
                        "the broker disconnected us with reason code 0x%02X%s",
                        response.getReturnCode(),
                        reason == null ? "" : ", " + reason),
                response.getReturnCode()));
    }

    @Override
    public void mqttErrorOccurred(MqttException problem) {
        LOG.warn("the broker sent something unexpected: {}", LinkFailure.describe(problem));
    }

    @Override
    public void deliveryComplete(@Nullable IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, @Nullable String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, @Nullable MqttProperties properties) {}

    static void guarded(Callback callback) {
        try {
            callback.run();
        } catch (Exception | LinkageError | AssertionError e) {
            LOG.error("this is a bug: a listener threw in a callback of the link", e);
        }
    }

    /** How a connection ended. The code is the broker's DISCONNECT reason (MQTT 5, 3.14.2.1), 0 if there was none. */
    record End(String reason, int reasonCode) {
        /** We ended it. */
        static final End CLOSED = new End("closed", 0);
    }

    @FunctionalInterface
    interface Callback {
        void run() throws Exception;
    }
}
