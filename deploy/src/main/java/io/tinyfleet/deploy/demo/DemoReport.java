package io.tinyfleet.deploy.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tinyfleet.deploy.local.Judged;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.operations.settings.Labels;
import io.tinyfleet.protocol.RoundNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A demo's outcome as JSON. Bytes are whole MQTT PUBLISH packets; accuracies are shares from 0 to 1. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DemoReport(
        String dataset,
        int devices,
        int classes,
        int d,
        int s,
        double lambda,
        String mu,
        String offMask,
        String aps,
        String masks,
        String method,
        long seed,
        List<String> architectures,
        List<Round> rounds,
        WithoutFleet alone,
        Totals totals) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One round.
     *
     * @param seconds from opening to publication
     * @param accuracy mean over devices; {@code null} for a round that was skipped
     * @param accuracyBySamples the same weighted by test samples
     */
    record Round(
            int round,
            int participants,
            double seconds,
            @Nullable FleetAccuracy accuracy,
            @Nullable FleetAccuracy accuracyBySamples,
            long bytesUp,
            long bytesDown,
            long wireValuesUp,
            long wireValuesDown) {}

    /** The same devices, as many epochs, without a fleet. */
    record WithoutFleet(FleetAccuracy accuracy, FleetAccuracy accuracyBySamples) {}

    /**
     * Over all devices and rounds.
     *
     * @param controlBytesUp status and reports
     * @param controlBytesDown plan, rounds and receipts
     * @param denseBytes calculated: the same packets with dense prototypes
     * @param modelBytes calculated: every model once up and once down a round
     */
    record Totals(
            long bytesUp,
            long bytesDown,
            long controlBytesUp,
            long controlBytesDown,
            long denseBytes,
            long modelBytes) {}

    static DemoReport of(DemoResult result) {
        DemoSettings settings = result.settings();
        TrafficCount.Bytes prototypes = result.prototypeBytes();
        TrafficCount.Bytes control = result.traffic().control();
        return new DemoReport(
                Labels.of(settings.dataset()),
                settings.devices(),
                result.plan().classes(),
                result.plan().dimensions(),
                result.plan().kept(),
                settings.lambda(),
                settings.muText(),
                Labels.of(settings.offMask()),
                Labels.of(settings.aps()),
                Labels.of(settings.masks()),
                result.plan().method().label(),
                settings.seed(),
                result.participants().stream()
                        .map(Participant::architecture)
                        .distinct()
                        .toList(),
                result.courses().entrySet().stream()
                        .map(course -> round(result, course.getKey(), course.getValue()))
                        .toList(),
                new WithoutFleet(
                        FleetAccuracy.meanOverDevices(result.alone().judged()),
                        FleetAccuracy.weightedBySamples(result.alone().judged())),
                new Totals(
                        prototypes.up(),
                        prototypes.down(),
                        control.up(),
                        control.down(),
                        OtherWays.denseBytes(result),
                        OtherWays.modelBytes(result)));
    }

    private static Round round(DemoResult result, RoundNumber round, RoundWatch.Course course) {
        List<Judged> judged = course.judged();
        TrafficCount.Bytes bytes = result.traffic().prototypes(round);
        return new Round(
                round.value(),
                course.participants(),
                course.length().toMillis() / 1e3,
                judged.isEmpty() ? null : FleetAccuracy.meanOverDevices(judged),
                judged.isEmpty() ? null : FleetAccuracy.weightedBySamples(judged),
                bytes.up(),
                bytes.down(),
                result.valuesUp(course),
                result.valuesDown(round, course));
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
