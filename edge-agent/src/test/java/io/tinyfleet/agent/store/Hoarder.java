package io.tinyfleet.agent.store;

import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.Window;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that stores one window after the other, saying each time that it has, until it is killed. */
final class Hoarder {
    private Hoarder() {}

    public static void main(String[] args) throws Exception {
        try (SqliteSampleStore store =
                        SqliteSampleStore.open(Path.of(args[0]), SqliteSampleStoreTest.SAMPLING, 1_000_000);
                OutputStream said = new FileOutputStream("/dev/stdout")) {
            for (int number = 0; ; number++) {
                store.add(List.of(window(number)));
                said.write((number + "\n").getBytes(StandardCharsets.UTF_8));
                said.flush();
            }
        }
    }

    static Window window(int number) {
        return new Window(new SensorId("m1"), number, new float[] {number, 1, 2, 3}, number % 2 == 0 ? "even" : "odd");
    }
}
