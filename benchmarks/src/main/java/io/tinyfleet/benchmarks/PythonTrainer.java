package io.tinyfleet.benchmarks;

import io.tinyfleet.agent.data.SampleShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** {@code training.py}, kept running: plain PyTorch training the same models on the same kind of samples. */
final class PythonTrainer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;
    private final String version;

    /** @param arguments as the script says */
    PythonTrainer(Path python, Path script, int... arguments) throws IOException {
        process = new ProcessBuilder(Stream.concat(
                                Stream.of(python.toString(), script.toString()),
                                Arrays.stream(arguments).mapToObj(String::valueOf))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        version = answer();
    }

    /** For example {@code PyTorch 1.13.0 for Python 3.11.2}. */
    String version() {
        return version;
    }

    Seconds train(String model, SampleShape shape, int steps) throws IOException {
        requests.println(model + " " + shape.channels() + " " + shape.rows() + " " + shape.columns() + " " + steps);
        String[] seconds = answer().split(" ", 2);
        return new Seconds(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Python gave up: is python3-torch installed?");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
