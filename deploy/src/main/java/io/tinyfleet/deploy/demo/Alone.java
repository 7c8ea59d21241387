package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.Trainee;
import io.tinyfleet.agent.training.Targets;
import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.protocol.message.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** The same devices without a fleet: same data, same initial weights, same order of samples, as many epochs. */
final class Alone {
    private Alone() {}

    /**
     * What came of it.
     *
     * @param judged each device after the last epoch, in the order of the participants
     * @param parameters of all models together
     */
    record Outcome(List<Judged> judged, long parameters) {}

    /**
     * Trains every participant by itself.
     *
     * @param done told how many participants are done, each time it is one more
     */
    static Outcome train(List<Participant> participants, int epochs, int classes, int dimensions, IntConsumer done)
            throws InterruptedException {
        ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Outcome>> running = new ArrayList<>();
            for (Participant participant : participants) {
                Callable<Outcome> training = () -> train(participant, epochs, classes, dimensions);
                running.add(executor.submit(training));
            }
            List<Judged> judged = new ArrayList<>();
            long parameters = 0;
            for (Future<Outcome> training : running) {
                judged.addAll(training.get().judged());
                parameters += training.get().parameters();
                done.accept(judged.size());
            }
            return new Outcome(judged, parameters);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException stopped) {
                throw stopped;
            }
            throw new IllegalStateException("training alone failed: this is a bug", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Outcome train(Participant participant, int epochs, int classes, int dimensions) {
        try (Trainee trainee =
                new Trainee(participant.data(), participant.models(), classes, dimensions, OptionalLong.empty())) {
            Targets nothing = Targets.none(classes, dimensions);
            Trainee.Epoch last = trainee.train(nothing);
            for (int epoch = 1; epoch < epochs; epoch++) {
                last = trainee.train(nothing);
            }
            Accuracy accuracy = trainee.evaluateAlone(last.prototypes());
            return new Outcome(
                    List.of(new Judged(accuracy, trainee.testSamples())),
                    trainee.learner().parameters());
        }
    }
}
