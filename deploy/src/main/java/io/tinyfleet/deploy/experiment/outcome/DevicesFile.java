package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code devices.csv}: a line for every run, seed, round and device that took part. */
final class DevicesFile {
    static final String NAME = "devices.csv";
    static final String HEADER = "run,seed,round,device,train_samples,classes_held,local,global,head,combined";

    private DevicesFile() {}

    static List<DeviceResult> read(Path file) throws IOException {
        return CsvFile.read(
                file,
                HEADER,
                row -> new DeviceResult(
                        row.text(),
                        row.wide(),
                        row.integer(),
                        row.text(),
                        row.integer(),
                        row.integer(),
                        ResultsFile.scores(row)));
    }

    static void write(Path file, List<DeviceResult> devices) throws IOException {
        CsvFile.write(file, HEADER, devices.stream().map(DevicesFile::encode).toList());
    }

    private static String encode(DeviceResult result) {
        return ResultsFile.line(
                result.run(),
                result.seed(),
                result.round(),
                result.device(),
                result.trainSamples(),
                result.classesHeld(),
                ResultsFile.encode(result.scores()));
    }
}
