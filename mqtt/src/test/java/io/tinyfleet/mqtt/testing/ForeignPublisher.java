package io.tinyfleet.mqtt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** {@code mosquitto_pub}: a client that is not ours. */
public final class ForeignPublisher {
    private ForeignPublisher() {}

    /** Publishes one message at QoS 1 and waits until the broker has it. Options as on the command line. */
    public static void publish(int port, String topic, String text, String... options) {
        Programs.require("mosquitto_pub");
        List<String> command = new ArrayList<>(List.of(
                Programs.path("mosquitto_pub"),
                "-V",
                "5",
                "-i",
                "foreign-" + UUID.randomUUID(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                text));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("mosquitto_pub did not succeed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
