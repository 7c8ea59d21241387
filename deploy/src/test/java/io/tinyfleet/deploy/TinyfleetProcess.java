package io.tinyfleet.deploy;

import io.tinyfleet.agent.program.TinyfleetAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** One of our programs as a process of its own, as a user runs it. */
public final class TinyfleetProcess implements AutoCloseable {
    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private TinyfleetProcess(Process process) {
        this.process = process;
        readers.add(reader(process.getInputStream(), out));
        readers.add(reader(process.getErrorStream(), err));
    }

    /** The {@code tinyfleet} command. */
    public static TinyfleetProcess start(Path temporary, String... arguments) throws IOException {
        return start(temporary, Map.of(), arguments);
    }

    /** With these environment variables besides ours. */
    public static TinyfleetProcess start(Path temporary, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(temporary, "768m", Tinyfleet.class, environment, arguments);
    }

    /** {@code tinyfleet-agent}, with no more heap than on a board. */
    public static TinyfleetProcess startAgent(Path temporary, String... arguments) throws IOException {
        return start(temporary, "256m", TinyfleetAgent.class, Map.of(), arguments);
    }

    private static TinyfleetProcess start(
            Path temporary, String heap, Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new TinyfleetProcess(builder.start());
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Sends a signal such as {@code INT}, as a terminal does. */
    public void signal(String name) throws IOException, InterruptedException {
        // The shell's own kill: a small system has no program of that name.
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    /** Waits for a line on standard output. */
    public String awaitLine(Predicate<String> wanted) {
        Awaitility.await("a line on standard output, so far " + out + err)
                .atMost(Duration.ofSeconds(90))
                .until(() -> out.stream().anyMatch(wanted));
        return out.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The broker's port, once it has been said. */
    int awaitPort() {
        String line = awaitLine(text -> text.startsWith("broker on 127.0.0.1:"));
        return Integer.parseInt(line.replaceFirst("broker on 127\\.0\\.0\\.1:([0-9]+).*", "$1"));
    }

    /** Waits for the end; the exit code. */
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + patience + ", out: " + out + ", err: " + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    public List<String> out() {
        return out;
    }

    public List<String> err() {
        return err;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
