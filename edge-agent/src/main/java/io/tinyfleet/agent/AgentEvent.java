package io.tinyfleet.agent;

import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Window;
import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Update;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the link tells the agent. */
sealed interface AgentEvent {
    record Connected() implements AgentEvent {}

    record Disconnected() implements AgentEvent {}

    /** An epoch is done; what arrived meanwhile is heard first, and that may be another plan. */
    record Trained(Participation under, RoundNumber round, Update update) implements AgentEvent {}

    /** A sensor wants to know what the model makes of a window. */
    record Predict(Window window, CompletableFuture<Optional<Prediction>> answer) implements AgentEvent {}

    /** Something arrived; it is decoded on the agent's own thread, which knows the plan. */
    final class Received implements AgentEvent {
        private final String topic;
        private final byte[] payload;
        private final Acknowledgement acknowledgement;

        Received(String topic, byte[] payload, Acknowledgement acknowledgement) {
            this.topic = topic;
            this.payload = payload;
            this.acknowledgement = acknowledgement;
        }

        String topic() {
            return topic;
        }

        byte[] payload() {
            return payload;
        }

        /** To be given when this has been heard, so that the broker's window bounds what waits. */
        Acknowledgement acknowledgement() {
            return acknowledgement;
        }
    }

    /** Enqueues everything. */
    record Listener(Consumer<AgentEvent> events) implements LinkListener {
        private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

        @Override
        public void connected() {
            events.accept(new Connected());
        }

        @Override
        public void disconnected(String reason) {
            LOG.warn("broker lost: {}", reason);
            events.accept(new Disconnected());
        }

        @Override
        public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
            events.accept(new Received(topic, payload, acknowledgement));
        }

        @Override
        public void refused(Publication publication, int reasonCode) {
            LOG.warn("broker refused {} with reason code {}", publication.topic(), reasonCode);
        }
    }
}
