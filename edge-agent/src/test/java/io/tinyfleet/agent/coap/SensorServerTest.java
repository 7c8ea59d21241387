package io.tinyfleet.agent.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.agent.senml.SenmlEncoder;
import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.Channel;
import io.tinyfleet.agent.sensor.Prediction;
import io.tinyfleet.agent.sensor.Predictor;
import io.tinyfleet.agent.sensor.SampleStore;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SenmlValue;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.SensorIntake;
import io.tinyfleet.agent.sensor.StoreException;
import io.tinyfleet.agent.sensor.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, and clients that are none of ours: libcoap's and npm's. */
@Timeout(120)
class SensorServerTest {
    private static final String KEY = "0123456789abcdef";
    /** As 4.01, but not within a time of day, with which coap-client begins its own messages: 06:38:54.531. */
    private static final String RESPONSE_CODE = "(?<![0-9])[245]\\.[0-9]{2}(?![0-9])";

    private static final List<String> CHANNELS = List.of("ax", "ay", "az", "gx", "gy", "gz");
    private static final Sampling SAMPLING =
            new Sampling(CHANNELS.stream().map(Channel::named).toList(), 128, 64, 100);
    private static final Prediction RED = new Prediction("red", 0.5);
    private static final String PREDICTED = "{\"n\":\"m1/class\",\"vs\":\"red\"},{\"n\":\"m1/margin\",\"v\":0.5}";

    @TempDir
    private Path folder;

    private final Queue<Window> stored = new ConcurrentLinkedQueue<>();
    private volatile boolean diskFull;
    private volatile Predictor predictor = window -> CompletableFuture.completedFuture(Optional.of(RED));
    private SensorServer server;

    SensorServerTest() throws IOException {
        PreSharedKey key = new PreSharedKey(KEY.getBytes(UTF_8));
        CoapSettings settings = new CoapSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                OptionalInt.of(0),
                Map.of(new SensorId("m1"), key, new SensorId("m2"), key),
                CoapSettings.DEFAULT_MAX_BODY_BYTES,
                Duration.ofSeconds(2));
        SampleStore store = new SampleStore() {
            @Override
            public void add(List<Window> windows) throws StoreException {
                if (diskFull) {
                    throw new StoreException("samples.db: disk full");
                }
                stored.addAll(windows);
            }

            @Override
            public List<Window> windows() {
                return List.copyOf(stored);
            }
        };
        server = SensorServer.start(
                settings,
                new SensorIntake(SAMPLING, List.of("red", "blue"), store),
                window -> predictor.predict(window),
                () -> Instant.ofEpochSecond(1_800_000_000));
    }

    @BeforeEach
    void requireClient() {
        ForeignPrograms.coapClient();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aWindowGoesInBlockByBlockOverDtlsAndItsPredictionComesBack() throws Exception {
        for (SenmlFormat format : SenmlFormat.values()) {
            Path body = write(format, pack(128, "red"));
            assertThat(Files.size(body)).isGreaterThan(4 * 1_024);
            String said =
                    secure(KEY, "m1", "-m", "post", "-A", "110", "-t", "" + format.contentFormat(), "-f", "" + body);
            assertThat(said).contains(PREDICTED).contains("{\"n\":\"m1/stored\",\"v\":1.0}");
        }
        assertThat(stored).hasSize(2).allMatch(window -> "red".equals(window.label()));
        assertThat(stored.element().values()).hasSize(6 * 128).startsWith(0, 1, 2);
    }

    @Test
    void aWindowThatIsNotFullIsTakenAndSaysWhatIsMissing() throws Exception {
        assertThat(post("110", write(SenmlFormat.JSON, pack(100, ""))))
                .contains("{\"n\":\"m1/windows\",\"v\":0.0}")
                .contains("{\"n\":\"m1/missing\",\"v\":28.0}")
                .doesNotContain("class");
    }

    @Test
    void withTheWrongKeyThereIsNothing() throws Exception {
        Path body = write(SenmlFormat.JSON, pack(128, "red"));
        String said = secure("wrong-wrong-wrong", "m1", "-m", "post", "-t", "110", "-f", "" + body);
        assertThat(said).doesNotContain("m1/").doesNotContainPattern(RESPONSE_CODE);
        assertThat(secure(KEY, "nobody", "-m", "post", "-t", "110", "-f", "" + body))
                .doesNotContain("m1/");
        assertThat(stored).isEmpty();
    }

    @Test
    void anIdentityPostsForItselfOnly() throws Exception {
        assertThat(client("coaps", "m2", "-B", "5", "-u", "m1", "-k", KEY, "-m", "post", "-t", "110", "-e", "[]"))
                .contains("4.03 identity m1 posts to /samples/m1 only");
    }

    @Test
    void whatIsWrongIsSaidWithTheRightCode() throws Exception {
        Path window = write(SenmlFormat.JSON, pack(128, "red"));
        assertThat(post("50", window)).contains("4.15 a pack is SenML in JSON (Content-Format 110) or CBOR (112)");
        assertThat(post("112", window)).contains("4.00 not");
        assertThat(post("110", write(SenmlFormat.JSON, pack(128, "green"))))
                .contains("4.22 label \"green\" is no class of the fleet's plan, which has red, blue");
        assertThat(post("110", write(SenmlFormat.JSON, List.of(SenmlRecord.number("m1/temp", 20)))))
                .contains("4.22 no channel \"temp\" here, this device takes ax, ay, az, gx, gy, gz");
        assertThat(post("110", Files.writeString(folder.resolve("long"), " ".repeat(70_000))))
                .contains("4.13 body too large, max. 65536 bytes");
        assertThat(client("coap", "m3", "-B", "5", "-m", "post", "-t", "110", "-e", "[]"))
                .contains("4.04 no such sensor here");
        assertThat(client("coap", "m1", "-B", "5", "-m", "post", "-t", "110", "-A", "0", "-e", "[]"))
                .contains("4.06 answers are SenML");
        diskFull = true;
        assertThat(post("110", write(SenmlFormat.JSON, pack(128, "red"))))
                .contains("5.00 not taken, labelled windows cannot be kept");
        assertThat(stored).isEmpty();
    }

    @Test
    void aPredictionThatTakesLongComesAsASeparateResponse() throws Exception {
        predictor = window ->
                new CompletableFuture<Optional<Prediction>>().completeOnTimeout(Optional.of(RED), 1, TimeUnit.SECONDS);
        assertThat(post("110", write(SenmlFormat.JSON, pack(128, "")))).contains(PREDICTED);
    }

    @Test
    void aModelThatIsBusyOrHasLearntNothingDoesNotLoseTheWindow() throws Exception {
        Path window = write(SenmlFormat.JSON, pack(128, "red"));
        predictor = ignored -> new CompletableFuture<>();
        assertThat(post("110", window)).contains("the model is training").contains("{\"n\":\"m1/stored\",\"v\":1.0}");
        predictor = ignored -> CompletableFuture.completedFuture(Optional.empty());
        assertThat(post("110", window)).contains("has learnt nothing yet");
        assertThat(stored).hasSize(2);
    }

    @Test
    void theServerSaysWhatItHas() throws Exception {
        post("110", write(SenmlFormat.JSON, pack(128, "")));
        assertThat(get("/.well-known/core"))
                .contains("</samples/m1>;ct=\"110 112\"")
                .contains("</prediction/m2>;ct=\"110 112\";obs")
                .contains("</status>");
        assertThat(get("/status")).contains("{\"n\":\"windows\",\"v\":1.0}");
        assertThat(get("/prediction/m1")).contains("[" + PREDICTED + "]");
        assertThat(get("/prediction/m2")).contains("no prediction yet");
    }

    @Test
    void libcoapObservesPredictions() throws Exception {
        Process observer = new ProcessBuilder(
                        ForeignPrograms.coapClient(),
                        "-w",
                        "-s",
                        "20",
                        "coap://127.0.0.1:" + server.port("coap") + "/prediction/m1")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader heard = new BufferedReader(new InputStreamReader(observer.getInputStream(), UTF_8))) {
            assertThat(heard.readLine()).contains("no prediction yet");
            post("110", write(SenmlFormat.JSON, pack(128, "")));
            assertThat(heard.lines().filter(line -> line.startsWith("[")).findFirst())
                    .contains("[" + PREDICTED + "]");
        } finally {
            observer.destroyForcibly();
        }
    }

    @Test
    void npmsCoapPostsBlockByBlockAndObserves() throws Exception {
        Path sensor = ForeignPrograms.nodeSensor();
        Path body = write(SenmlFormat.JSON, pack(128, "blue"));
        String said = ForeignPrograms.run(
                sensor, List.of("node", "sensor.mjs", "" + server.port("coap"), "m1", body.toString()));
        assertThat(said)
                .contains("first 2.05 [{\"n\":\"m1/note\",\"vs\":\"no prediction yet\"}]")
                .contains("answer 2.04 [" + PREDICTED)
                .contains("then 2.05 [" + PREDICTED + "]");
        assertThat(stored).hasSize(1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreSharedKey(new byte[15]))
                .withMessageContaining("16 bytes or more");
        assertThat(new PreSharedKey(KEY.getBytes(UTF_8)).toString()).doesNotContain(KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CoapSettings(
                        Optional.empty(), OptionalInt.empty(), Map.of(), 65_536, CoapSettings.DEFAULT_PATIENCE));
    }

    @Test
    void aPortInUseIsSaid() {
        CoapSettings same = new CoapSettings(
                Optional.empty(),
                OptionalInt.of(server.port("coap")),
                Map.of(new SensorId("m1"), new PreSharedKey(KEY.getBytes(UTF_8))),
                65_536,
                CoapSettings.DEFAULT_PATIENCE);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SensorServer.start(
                        same,
                        new SensorIntake(SAMPLING, List.of("red"), SampleStore.NONE),
                        predictor,
                        () -> Instant.EPOCH));
    }

    private String post(String contentFormat, Path body) throws Exception {
        return client("coap", "m1", "-B", "8", "-m", "post", "-t", contentFormat, "-f", body.toString());
    }

    private String secure(String key, String identity, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-B", "3", "-u", identity, "-k", key));
        all.addAll(List.of(options));
        return client("coaps", "m1", all.toArray(String[]::new));
    }

    private String client(String scheme, String sensor, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(ForeignPrograms.coapClient(), "-w"));
        command.addAll(List.of(options));
        command.add(scheme + "://127.0.0.1:" + server.port(scheme) + "/samples/" + sensor);
        return ForeignPrograms.run(folder, command);
    }

    private String get(String path) throws Exception {
        return ForeignPrograms.run(
                folder,
                List.of(
                        ForeignPrograms.coapClient(),
                        "-w",
                        "-B",
                        "5",
                        "coap://127.0.0.1:" + server.port("coap") + path));
    }

    private Path write(SenmlFormat format, List<SenmlRecord> pack) throws IOException {
        return Files.write(folder.resolve("pack." + format), SenmlEncoder.encode(format, pack));
    }

    private static List<SenmlRecord> pack(int instants, String label) {
        List<SenmlRecord> pack = new ArrayList<>();
        for (int i = 0; i < instants; i++) {
            for (String channel : CHANNELS) {
                pack.add(new SenmlRecord("m1/" + channel, "", 1_700_000_000 + i * 0.01, new SenmlValue.Numeric(i)));
            }
        }
        if (!label.isEmpty()) {
            pack.add(SenmlRecord.text("m1/label", label));
        }
        return pack;
    }
}
