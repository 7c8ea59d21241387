package io.tinyfleet.operations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private volatile String problem = "";
    private final PrometheusMeterRegistry meters = Meters.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private OperationsServer server;

    @BeforeEach
    void start() throws UserMistake {
        Health health = new Health(Map.of("broker", () -> Optional.of(problem).filter(text -> !text.isEmpty())));
        server = OperationsServer.start(new HttpSettings("127.0.0.1", 0), health, meters);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoeverAnswersIsAlive() throws Exception {
        problem = "not connected";

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void readinessIsToldWithWhatIsWrong() throws Exception {
        HttpResponse<String> ready = get("/health/ready");
        problem = "not connected to \"here\"";
        HttpResponse<String> unready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"up\",\"problems\":{}}\n");
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body())
                .isEqualTo("{\"status\":\"down\",\"problems\":{\"broker\":\"not connected to \\\"here\\\"\"}}\n");
    }

    @Test
    void metricsAreThoseOfPrometheus() throws Exception {
        meters.counter("tinyfleet.test.events").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("# TYPE tinyfleet_test_events_total counter\ntinyfleet_test_events_total 3.0\n")
                .contains("jvm_memory_used_bytes{area=\"heap\"");
    }

    @Test
    void nothingElseIsThereAndNothingCanBeChanged() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(at("/metrics"))
                .POST(BodyPublishers.ofString("x"))
                .build();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/../etc").statusCode()).isEqualTo(404);
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    /** More callers than there are threads and places to wait say half a sentence each. */
    @Test
    void callersThatSayNothingDoNotShutOthersOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                silent.add(socket);
                socket.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> get("/health/live").statusCode() == 200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aTakenPortIsAMistakeWithItsName() {
        HttpSettings taken = new HttpSettings("127.0.0.1", server.port());

        assertThatThrownBy(() -> OperationsServer.start(taken, new Health(Map.of()), meters))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("http.port " + server.port())
                .hasMessageContaining("expected an address of this machine and a free port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
