package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SenmlValue;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.Windower;
import java.util.ArrayList;
import java.util.List;

/**
 * What sensors are told, in SenML like what they say: {@code class} of the newest window and the {@code margin}
 * that it won by, how many {@code windows} became full and how many were {@code stored}, how many instants are {@code
 * missing} to the next, and whether one was {@code restarted}.
 */
final class SensorAnswers {
    private SensorAnswers() {}

    static List<SenmlRecord> notFull(SensorId sensor, Windower.Progress progress) {
        return progress(sensor, progress);
    }

    static List<SenmlRecord> unpredicted(SensorId sensor, Windower.Progress progress, String note) {
        List<SenmlRecord> answer = progress(sensor, progress);
        answer.add(SenmlRecord.text(sensor + "/note", note));
        return answer;
    }

    static List<SenmlRecord> predicted(SensorId sensor, Windower.Progress progress, Prediction prediction) {
        List<SenmlRecord> answer = prediction(sensor, prediction);
        answer.addAll(progress(sensor, progress));
        return answer;
    }

    static List<SenmlRecord> prediction(SensorId sensor, Prediction prediction) {
        List<SenmlRecord> answer = new ArrayList<>();
        answer.add(SenmlRecord.text(sensor + "/class", prediction.className()));
        answer.add(SenmlRecord.number(sensor + "/margin", prediction.margin()));
        return answer;
    }

    static List<SenmlRecord> nothingYet(SensorId sensor) {
        return List.of(SenmlRecord.text(sensor + "/note", "no prediction yet"));
    }

    private static List<SenmlRecord> progress(SensorId sensor, Windower.Progress progress) {
        long stored = progress.windows().stream()
                .filter(window -> window.label() != null)
                .count();
        List<SenmlRecord> answer = new ArrayList<>();
        answer.add(SenmlRecord.number(sensor + "/windows", progress.windows().size()));
        answer.add(SenmlRecord.number(sensor + "/stored", (double) stored));
        answer.add(SenmlRecord.number(sensor + "/missing", progress.missing()));
        answer.add(new SenmlRecord(sensor + "/restarted", "", 0, new SenmlValue.Flag(progress.restarted())));
        return answer;
    }
}
