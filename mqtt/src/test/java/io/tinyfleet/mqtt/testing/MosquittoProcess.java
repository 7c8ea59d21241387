package io.tinyfleet.mqtt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Mosquitto on a free loopback port, without a file of its own but its configuration. */
public final class MosquittoProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final int port;
    private Process process;

    private MosquittoProcess(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param moreConfiguration lines of mosquitto.conf besides listener, anonymous access and an unbounded queue
     */
    public static MosquittoProcess start(String... moreConfiguration) {
        Programs.require("mosquitto", "mosquitto_pub", "mosquitto_sub");
        int port = FreePort.pick();
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "max_queued_messages 0",
                "user " + System.getProperty("user.name"),
                "log_dest stderr",
                "log_type error",
                "log_type warning"));
        lines.addAll(List.of(moreConfiguration));
        try {
            Path directory = Files.createTempDirectory("mosquitto");
            Files.write(directory.resolve("mosquitto.conf"), lines);
            return new MosquittoProcess(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Ends it with SIGKILL: nothing is said to anybody. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Starts it again on the same port, with nothing remembered. */
    public void restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(directory.resolve("mosquitto.conf"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        Process launched = new ProcessBuilder(
                        Programs.path("mosquitto"),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Awaitility.await("mosquitto listening on port " + port)
                .atMost(START_PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    if (!launched.isAlive()) {
                        throw new IllegalStateException("mosquitto ended with code " + launched.exitValue());
                    }
                    return isListening();
                });
        return launched;
    }

    private boolean isListening() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mosquitto does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
