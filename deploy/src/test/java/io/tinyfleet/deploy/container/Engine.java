package io.tinyfleet.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.tinyfleet.mqtt.testing.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The Docker Engine that tests run on, and the images that it must have. */
final class Engine {
    private static final String HOW = "; ./tinyfleet test gets it where it may";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int BUILD_PATIENCE_MIN = 5;

    /** Made from Debian packages by {@code src/test/scripts/test-images.sh}. */
    static final String JAVA = "tinyfleet-test/jre";

    static final String MOSQUITTO = "tinyfleet-test/mosquitto";

    private Engine() {}

    /** Makes our images of what is built. Where the means are missing the test is skipped, but on CI it fails. */
    static void requireImages() throws IOException, InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            Programs.missing("no Docker Engine answers" + HOW);
        }
        for (String image : new String[] {JAVA, MOSQUITTO}) {
            if (!has(image)) {
                Programs.missing("Docker has no image " + image + HOW);
            }
        }
        Process build = new ProcessBuilder(
                        ROOT.resolve("deploy/docker/build.sh").toString(), "--build-arg", "BASE=" + JAVA)
                .redirectErrorStream(true)
                .redirectOutput(ROOT.resolve("deploy/target/images.log").toFile())
                .start();
        if (!build.waitFor(BUILD_PATIENCE_MIN, TimeUnit.MINUTES) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new AssertionError("the images were not built, see deploy/target/images.log");
        }
    }

    static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    private static boolean has(String image) {
        try {
            client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
