package io.tinyfleet.mqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code mosquitto_sub}: a client that is not ours, subscribed at QoS 1. */
public final class ForeignSubscriber implements AutoCloseable {
    private static final String MARK = "message|";

    private final Process process;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);

    /** One message; the content type is empty if it had none, the payload is in hexadecimal digits. */
    public record Message(String topic, boolean retained, String contentType, String payload) {
        public static Message ofText(String topic, boolean retained, String contentType, String text) {
            return new Message(topic, retained, contentType, HexFormat.of().formatHex(text.getBytes(UTF_8)));
        }

        public byte[] bytes() {
            return HexFormat.of().parseHex(payload);
        }

        public String text() {
            return new String(bytes(), UTF_8);
        }
    }

    private ForeignSubscriber(List<String> connection, String filter) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Programs.path("stdbuf"), // so that it tells when it has subscribed
                "-oL",
                Programs.path("mosquitto_sub"),
                "-d",
                "-V",
                "5"));
        command.addAll(connection);
        command.addAll(List.of("-q", "1", "-t", filter, "-F", MARK + "%t|%r|%C|%x"));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "foreign-subscriber");
        reader.setDaemon(true);
        reader.start();
    }

    /** Subscribes on 127.0.0.1 and waits until the broker has said so. */
    public static ForeignSubscriber subscribe(int port, String filter) {
        return subscribe(
                List.of("-i", "foreign-" + UUID.randomUUID(), "-h", "127.0.0.1", "-p", Integer.toString(port)), filter);
    }

    /** Subscribes with these options for the connection and waits until the broker has said so. */
    public static ForeignSubscriber subscribe(List<String> connection, String filter) {
        Programs.require("mosquitto_sub", "stdbuf");
        try {
            ForeignSubscriber subscriber = new ForeignSubscriber(connection, filter);
            if (!subscriber.subscribed.await(20, TimeUnit.SECONDS)) {
                subscriber.close();
                throw new IllegalStateException("mosquitto_sub could not subscribe to " + filter);
            }
            return subscriber;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the next message; fails if none comes. */
    public Message next() throws InterruptedException {
        Message next = messages.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message came to mosquitto_sub for 20 s");
        }
        return next;
    }

    /** Waits until the broker has said that this is over, after which mosquitto_sub ends; fails if it does not. */
    public void awaitCutOff() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("mosquitto_sub was not cut off for 20 s");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Subscribed")) {
                    subscribed.countDown();
                } else if (line.startsWith(MARK)) {
                    String[] parts = line.substring(MARK.length()).split("\\|", 4);
                    messages.add(new Message(parts[0], parts[1].equals("1"), parts[2], parts[3]));
                }
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }
}
