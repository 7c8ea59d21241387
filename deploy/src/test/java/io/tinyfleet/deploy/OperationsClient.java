package io.tinyfleet.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a program for its health and metrics, as an operator's tools do. */
public final class OperationsClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public OperationsClient(int port) {
        this.port = port;
    }

    /** What is said there now, whatever the status. */
    public String get(String path) throws IOException, InterruptedException {
        return ask(path).body();
    }

    /** Waits until the program answers that it is ready (200) or not (503). */
    public void awaitReadiness(int status) {
        await("/health/ready answering " + status)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask("/health/ready").statusCode() == status);
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
