package io.tinyfleet.agent.sensor;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The port to the device's model. Any thread may call it; it never waits. */
public interface Predictor {
    /** Completes when the model has time, empty while it has learnt nothing; exceptionally if it cannot take more. */
    CompletableFuture<Optional<Prediction>> predict(Window window);
}
