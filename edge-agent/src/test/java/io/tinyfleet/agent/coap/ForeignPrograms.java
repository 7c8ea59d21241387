package io.tinyfleet.agent.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** CoAP clients that are none of ours. Without them a test is skipped; where {@code CI=true}, it fails instead. */
public final class ForeignPrograms {
    private static final Path COAP_CHECK = Path.of("src/test/coap");

    private ForeignPrograms() {}

    /** libcoap's client, in one of the flavours that have PSK. */
    public static String coapClient() {
        for (String name : List.of("coap-client-openssl", "coap-client-gnutls")) {
            if (isThere(name)) {
                return name;
            }
        }
        return missing("coap-client-openssl (Debian package libcoap3-bin) is not installed");
    }

    /** The folder with npm's {@code coap}, installed. */
    static Path nodeSensor() throws IOException, InterruptedException {
        if (!isThere("npm") || !isThere("node")) {
            return Path.of(missing("npm and node (Debian packages npm, nodejs) are not installed"));
        }
        if (!Files.isDirectory(COAP_CHECK.resolve("node_modules/coap"))) {
            // Not on our own input and output: Node.js makes them non-blocking, which ends the JVM's talk with Maven.
            Path said = Files.createTempFile("npm", ".log");
            Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
                    .directory(COAP_CHECK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                return Path.of(missing("npm could not install the package coap: " + Files.readString(said)));
            }
            Files.delete(said);
        }
        return COAP_CHECK;
    }

    /** What a program prints, standard output and errors together. */
    public static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static boolean isThere(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            return fail(what);
        }
        return abort(what);
    }
}
