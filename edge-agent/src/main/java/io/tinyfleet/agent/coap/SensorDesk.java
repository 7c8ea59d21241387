package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.senml.SenmlDecoder;
import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Predictor;
import io.tinyfleet.agent.sensor.Refusal;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.SensorIntake;
import io.tinyfleet.agent.sensor.Window;
import io.tinyfleet.agent.sensor.Windower;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes packs one after the other on a thread of its own, so that neither disk nor model keeps CoAP waiting. */
final class SensorDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SensorDesk.class);
    private static final int MOST_WAITING = 32;
    private static final String NOTHING_LEARNT = "no prediction: the model has learnt nothing yet";
    private static final String BUSY = "no prediction in time: the model is training";

    private final SensorIntake intake;
    private final Predictor predictor;
    private final InstantSource clock;
    private final Duration patience;
    private final Consumer<SensorId> onPrediction;
    private final ThreadPoolExecutor thread;
    private final Map<SensorId, Prediction> latest = new ConcurrentHashMap<>();
    private final AtomicLong packs = new AtomicLong();
    private final AtomicLong windows = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    SensorDesk(
            SensorIntake intake,
            Predictor predictor,
            InstantSource clock,
            Duration patience,
            Consumer<SensorId> onPrediction) {
        this.intake = intake;
        this.predictor = predictor;
        this.clock = clock;
        this.patience = patience;
        this.onPrediction = onPrediction;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread worker = new Thread(work, "sensors");
                    worker.setDaemon(true);
                    return worker;
                });
    }

    /** The answer to a pack; exceptionally, with a {@link RefusedException}, if it was not taken. */
    CompletableFuture<List<SenmlRecord>> post(SensorId sensor, SenmlFormat format, byte[] body) {
        CompletableFuture<List<SenmlRecord>> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    take(sensor, format, body, answer);
                } catch (RefusedException e) {
                    refused.incrementAndGet();
                    LOG.info("sensor {}: {} ({})", sensor, e.detail(), e.refusal());
                    answer.completeExceptionally(e);
                } catch (RuntimeException e) {
                    LOG.error("sensor {}: a pack could not be taken", sensor, e);
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new RefusedException(Refusal.BUSY, "too many packs at once, send this one again later"));
        }
        return answer;
    }

    private void take(SensorId sensor, SenmlFormat format, byte[] body, CompletableFuture<List<SenmlRecord>> answer)
            throws RefusedException {
        Windower.Progress progress = intake.take(sensor, SenmlDecoder.decode(format, body), clock.instant());
        packs.incrementAndGet();
        windows.addAndGet(progress.windows().size());
        if (progress.windows().isEmpty()) {
            answer.complete(SensorAnswers.notFull(sensor, progress));
            return;
        }
        Window newest = progress.windows().get(progress.windows().size() - 1);
        var unused = predictor
                .predict(newest)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((prediction, failure) -> {
                    if (failure != null) {
                        answer.complete(SensorAnswers.unpredicted(sensor, progress, BUSY));
                    } else if (prediction.isEmpty()) {
                        answer.complete(SensorAnswers.unpredicted(sensor, progress, NOTHING_LEARNT));
                    } else {
                        latest.put(sensor, prediction.get());
                        answer.complete(SensorAnswers.predicted(sensor, progress, prediction.get()));
                        onPrediction.accept(sensor);
                    }
                });
    }

    Optional<Prediction> latest(SensorId sensor) {
        return Optional.ofNullable(latest.get(sensor));
    }

    List<SenmlRecord> status() {
        return List.of(
                SenmlRecord.number("packs", (double) packs.get()),
                SenmlRecord.number("windows", (double) windows.get()),
                SenmlRecord.number("refused", (double) refused.get()));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("sensors: did not end within {}", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
