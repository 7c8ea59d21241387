package io.tinyfleet.mqtt.paho;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** Waits for what Paho does in the background, and turns each of its ways to fail into one. */
final class Answer {
    private Answer() {}

    /**
     * Starts an action and waits for the broker's answer to it.
     *
     * @param what the action as a verb, for the failure's message
     */
    static IMqttToken await(String what, Action action, Duration patience) throws LinkFailure, InterruptedException {
        CompletableFuture<IMqttToken> done = new CompletableFuture<>();
        try {
            action.start(new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    done.complete(token);
                }

                @Override
                public void onFailure(@Nullable IMqttToken token, Throwable problem) {
                    done.completeExceptionally(problem);
                }
            });
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (MqttException | IllegalArgumentException e) {
            throw new LinkFailure("cannot " + what, e);
        } catch (ExecutionException e) {
            throw new LinkFailure("cannot " + what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LinkFailure("cannot " + what + ": no answer in time");
        }
    }

    @FunctionalInterface
    interface Action {
        void start(MqttActionListener callback) throws MqttException;
    }
}
