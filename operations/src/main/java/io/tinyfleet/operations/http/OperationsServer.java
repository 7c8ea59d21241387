package io.tinyfleet.operations.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an operator's tools over HTTP: {@code GET /health/live} (200 as long as the program runs), {@code GET
 * /health/ready} (200, or 503 with what is wrong, as JSON) and {@code GET /metrics} (Prometheus). Nothing here is
 * secret and nothing can be changed. A caller that is slow is dropped.
 */
public final class OperationsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECONDS_FOR_A_CALL = "5";
    private static final int CALLS_THAT_MAY_WAIT = 16;

    static {
        // The JDK's server has no other way to be told, and without these it waits for a slow caller for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_FOR_A_CALL);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS_FOR_A_CALL);
    }

    private final HttpServer server;
    private final ExecutorService callers;

    private OperationsServer(HttpServer server, ExecutorService callers) {
        this.server = server;
        this.callers = callers;
    }

    /** Starts to answer, if there are settings for it. */
    public static @Nullable OperationsServer startIfWanted(
            @Nullable HttpSettings settings, Health health, PrometheusMeterRegistry meters) throws UserMistake {
        return settings == null ? null : start(settings, health, meters);
    }

    /** Starts to answer. */
    public static OperationsServer start(HttpSettings settings, Health health, PrometheusMeterRegistry meters)
            throws UserMistake {
        InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, CALLS_THAT_MAY_WAIT);
        } catch (IOException | RuntimeException e) {
            throw new UserMistake(
                    "http.address " + settings.address() + " with http.port " + settings.port() + ": " + e.getMessage()
                            + "; expected an address of this machine and a free port",
                    e);
        }
        ExecutorService callers = new ThreadPoolExecutor(
                1, 2, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CALLS_THAT_MAY_WAIT), work -> {
                    Thread thread = new Thread(work, "http");
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(callers);
        server.createContext("/", exchange -> answer(exchange, health, meters));
        server.start();
        LOG.info(
                "health and metrics on http://{}:{}",
                settings.address(),
                server.getAddress().getPort());
        return new OperationsServer(server, callers);
    }

    /** Where it listens, if any free port was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        callers.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Health health, PrometheusMeterRegistry meters)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "text/plain", "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health/live" -> send(exchange, 200, "application/json", json(true, Map.of()));
                case "/health/ready" -> {
                    Map<String, String> problems = health.problems();
                    boolean ready = problems.isEmpty();
                    send(exchange, ready ? 200 : 503, "application/json", json(ready, problems));
                }
                case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
                default -> send(exchange, 404, "text/plain", "there are /health/live, /health/ready and /metrics\n");
            }
        } catch (RuntimeException e) {
            LOG.warn("could not answer {}: {}", exchange.getRequestURI(), e.toString());
            throw e;
        }
    }

    private static String json(boolean up, Map<String, String> problems) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "up" : "down");
        body.put("problems", problems);
        return JSON.writeValueAsString(body) + "\n";
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
