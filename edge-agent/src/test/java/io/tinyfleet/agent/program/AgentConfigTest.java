package io.tinyfleet.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.sensor.Channel;
import io.tinyfleet.agent.sensor.Sampling;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.operations.http.HttpSettings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigTest {
    private static final Path SAMPLE = Path.of("..", "deploy", "config", "agent.yaml");
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final String SENSORS_ONLY = """
            fleet: yard
            device: gw-17
            state: state
            data: {source: none, classes: [sound, broken]}
            coap: {port: 0, psk: sensors.psk, channels: [x m/s2, y m/s2], rate: 50, window: 64, step: 32}
            """;

    @TempDir
    private Path folder;

    @Test
    void theSampleLoads() throws Exception {
        AgentConfig config = AgentConfig.load(SAMPLE, Map.of());

        assertThat(config.fleet()).isEqualTo(new FleetId("demo"));
        assertThat(config.device()).isEqualTo(new DeviceId("board-1"));
        assertThat(config.broker().tls()).isEmpty();
        assertThat(config.broker().port()).isEqualTo(1883);
        assertThat(config.state()).isEqualTo(SAMPLE.toAbsolutePath().resolveSibling("board-1"));
        assertThat(config.data().shape()).isEqualTo(new SampleShape(3, 256));
        assertThat(config.data().load().train().size()).isPositive();
        assertThat(config.model()).isEqualTo(new ModelConfig(Architecture.CNN, TrainingSettings.DEFAULT, 1, false));
        assertThat(config.sensors()).isEmpty();
        assertThat(config.http()).isEmpty();
    }

    @Test
    void aModelIsSharedOnlyIfThatIsSaid() throws Exception {
        assertThat(AgentConfig.load(SAMPLE, Map.of()).terms().sharesModel()).isFalse();
        assertThat(AgentConfig.load(SAMPLE, Map.of("TINYFLEET_MODEL_SHARE", "true"))
                        .terms()
                        .sharesModel())
                .isTrue();
    }

    /** What the sample says of defaults is what they are, and each key that it shows there is. */
    @Test
    void theSampleWithEverythingUncommentedIsTheSame() throws Exception {
        writeKeys("rw-------");
        String all = Files.readString(SAMPLE)
                .replaceAll("(?m)^( *)# ((coap|model|http):)$", "$2")
                .replaceAll("(?m)^( +)# (channels: \\[x, y, z]|[a-z-]+: [^ \n]+)( .*)?$", "$1$2")
                .replaceAll("(?m)^  (directory|recorded-by|classes|none|machines|sp-sw-har|images|csv).*$", "");
        AgentConfig config = load(all, Map.of());
        AgentConfig sample = AgentConfig.load(SAMPLE, Map.of());

        assertThat(config.model()).isEqualTo(sample.model());
        assertThat(config.broker()).isEqualTo(sample.broker());
        assertThat(config.http()).hasValue(new HttpSettings("127.0.0.1", 9464));
        SensorConfig sensors = config.sensors().orElseThrow();
        assertThat(sensors.mostPerClass()).isEqualTo(200);
        assertThat(sensors.sampling().shape()).isEqualTo(sample.data().shape());
        assertThat(sensors.coap().secure()).hasValue(new InetSocketAddress("0.0.0.0", 5684));
        assertThat(sensors.coap().plainPort()).isEqualTo(OptionalInt.of(5683));
    }

    @Test
    void aDeviceMayHaveNothingButSensors() throws Exception {
        writeKeys("rw-------");
        AgentConfig config = load(SENSORS_ONLY, Map.of());

        assertThat(config.data().classNames()).containsExactly("sound", "broken");
        assertThat(config.data().load().train().size()).isZero();
        SensorConfig sensors = config.sensors().orElseThrow();
        assertThat(sensors.sampling())
                .isEqualTo(new Sampling(List.of(new Channel("x", "m/s2"), new Channel("y", "m/s2")), 64, 32, 50));
        assertThat(sensors.coap().sensors()).containsOnlyKeys(new SensorId("m1"));
        assertThat(config.effective()).doesNotContain(KEY);
    }

    @Test
    void imagesAndSeriesAreReadAsTheSampleShows() throws Exception {
        for (int i = 0; i < 8; i++) {
            Path image = folder.resolve("photos/cracked/" + i + ".png");
            Files.createDirectories(image.getParent());
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        }
        Files.writeString(folder.resolve("readings.csv"), "x,y,z,state" + "\n1,2,3,imbalance".repeat(4 * 128));

        OwnData images = load(sampleWith("images"), Map.of()).data();
        assertThat(images.shape()).isEqualTo(new SampleShape(3, 32, 32));
        assertThat(images.classNames()).containsExactly("normal", "cracked");
        assertThat(images.load().train().countPerClass(2)).containsExactly(0, 6);
        OwnData series = load(sampleWith("csv"), Map.of()).data();
        assertThat(series.shape()).isEqualTo(new SampleShape(3, 128));
        assertThat(series.load().test().countPerClass(2)).containsExactly(0, 1);

        Files.writeString(folder.resolve("readings.csv"), "x,y,z,state\n1,2,3,broken\n");
        assertThatThrownBy(() -> load(sampleWith("csv"), Map.of()))
                .hasMessageContaining("data.file is of no use: ")
                .hasMessageContaining("readings.csv, line 2: state is 'broken', expected one of normal, imbalance");
    }

    private static String sampleWith(String source) throws IOException {
        String example = Files.readString(SAMPLE)
                .lines()
                .filter(line -> line.contains("{source: " + source + ","))
                .findFirst()
                .orElseThrow();
        return "{fleet: a, device: b, state: s, data: " + example.substring(example.indexOf('{')) + "}";
    }

    @Test
    void theSampleOfAGatewayLoads() throws Exception {
        writeKeys("rw-------");
        AgentConfig config = load(Files.readString(SAMPLE.resolveSibling("gateway.yaml")), Map.of());

        assertThat(config.data().shape()).isEqualTo(new SampleShape(1, 4));
        assertThat(config.sensors().orElseThrow().coap().secure()).hasValue(new InetSocketAddress("0.0.0.0", 5684));
    }

    @Test
    void theEnvironmentWinsAndTlsHasAPortOfItsOwn() throws Exception {
        AgentConfig config = load(
                """
                fleet: a
                device: b
                state: s
                data: {source: machines, machine: 3}
                """,
                Map.of(
                        "TINYFLEET_BROKER_TLS", "identity",
                        "TINYFLEET_MODEL_ARCHITECTURE", "residual-cnn",
                        "TINYFLEET_DEVICE", "board-9"));

        assertThat(config.broker().tls()).hasValue(folder.resolve("identity"));
        assertThat(config.broker().port()).isEqualTo(8883);
        assertThat(config.model().architecture()).isEqualTo(Architecture.RESIDUAL_CNN);
        assertThat(config.device()).isEqualTo(new DeviceId("board-9"));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        expectMistake("""
                fleet: Yard
                broker: {port: 0}
                model: {architecture: gpt, batch-size: 1}
                colour: red
                """)
                .contains("agent.yaml: fleet is 'Yard'; ")
                .contains("agent.yaml: device is missing")
                .contains("agent.yaml: state is missing")
                .contains("agent.yaml: broker.port is '0'; expected a whole number from 1 to 65535")
                .contains("model.architecture is 'gpt'; expected one of cnn, depthwise-cnn, residual-cnn, mlp")
                .contains("model.batch-size is '1'; expected a whole number from 2 to 4096")
                .contains("agent.yaml: colour is no setting; expected one of fleet, device, ");
    }

    @Test
    void aModelThatDoesNotTakeTheDataIsAProblem() {
        expectMistake("""
                fleet: a
                device: b
                state: s
                data: {source: machines, machine: 1}
                model: {architecture: resnet-8}
                """)
                .contains("model.architecture does not go with the data: resnet-8 takes images of 16 × 16 or more,"
                        + " not 3 × 256, which cnn, depthwise-cnn, residual-cnn, mlp would take");
    }

    @Test
    void neitherDataNorSensorsIsAProblem() {
        expectMistake("""
                fleet: a
                device: b
                state: s
                data: {classes: [x, y]}
                """).contains("data.source is none; expected coap.port, so that sensors are heard, or data");
    }

    @Test
    void recordingsThatAreNotThereAreAProblem() {
        expectMistake("""
                fleet: a
                device: b
                state: s
                data: {source: sp-sw-har, directory: nowhere}
                """)
                .contains("data.directory is of no use: " + folder.resolve("nowhere") + ": no such directory");
    }

    @Test
    void sensorsMustGiveWhatTheDataHas() throws Exception {
        writeKeys("rw-------");
        expectMistake("""
                fleet: a
                device: b
                state: s
                data: {source: machines, machine: 1}
                coap: {port: 0, psk: sensors.psk, channels: [x, y], rate: 2000}
                """)
                .contains(
                        "coap.channels with coap.window give windows of 2 × 256; expected 3 × 256, as data.source has");
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws Exception {
        writeKeys("rw-r-----");
        expectMistake(SENSORS_ONLY)
                .contains("coap.psk is of no use: " + folder.resolve("sensors.psk")
                        + ": others could read the sensors' keys; expected mode 0600 (chmod 600)")
                .doesNotContain(KEY);
    }

    @Test
    void aKeyThatIsNoneIsToldByItsLineAndNotShown() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "m1 " + KEY, "has no colon; expected sensor-1:KEY",
                        "M1:" + KEY, "a sensor's name has 1 to 32 characters",
                        "m1:" + KEY + "x", "the key is not hexadecimal",
                        "m1:" + KEY.substring(2), "a pre-shared key has 16 bytes or more, but this has 15",
                        "m1:" + KEY + "\nm1:" + KEY, "names m1 a second time")
                .entrySet()) {
            Files.deleteIfExists(folder.resolve("sensors.psk"));
            write("sensors.psk", "# name:key\n" + wrong.getKey() + "\n", "rw-------");
            expectMistake(SENSORS_ONLY)
                    .contains("sensors.psk, line ")
                    .contains(wrong.getValue())
                    .doesNotContain(KEY.substring(2));
        }
    }

    private AbstractStringAssert<?> expectMistake(String yaml) {
        StringBuilder message = new StringBuilder();
        assertThatThrownBy(() -> load(yaml, Map.of()))
                .isInstanceOf(UserMistake.class)
                .satisfies(mistake -> message.append(mistake.getMessage()));
        return assertThat(message.toString());
    }

    private AgentConfig load(String yaml, Map<String, String> environment) throws IOException, UserMistake {
        Path file = folder.resolve("agent.yaml");
        Files.writeString(file, yaml);
        return AgentConfig.load(file, environment);
    }

    private void writeKeys(String mode) throws IOException {
        write("sensors.psk", "m1:" + KEY + "\n", mode);
    }

    private void write(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
