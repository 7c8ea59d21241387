package io.tinyfleet.mqtt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates made by {@code openssl}, a program that is not ours; a directory each, with ca.pem, cert.pem, key.pem. */
public final class TestCertificates {
    private final Path root;

    private TestCertificates(Path root) {
        this.root = root;
    }

    /** A new authority in a directory. */
    public static TestCertificates found(Path directory) throws IOException {
        Programs.require("openssl");
        TestCertificates made = new TestCertificates(directory);
        made.key("ca");
        made.run(
                "req",
                "-x509",
                "-new",
                "-key",
                "ca.key",
                "-subj",
                "/CN=test authority",
                "-days",
                "2",
                "-out",
                "ca.pem");
        return made;
    }

    /** Signs for a subject alternative name such as {@code DNS:localhost} or {@code URI:urn:x}. */
    public Path issue(String name, String alternativeNames) throws IOException {
        return issue(name, alternativeNames, 2);
    }

    /** Signs as {@link #issue} does, but for a time that is over. */
    public Path issueExpired(String name, String alternativeNames) throws IOException {
        return issue(name, alternativeNames, -1);
    }

    /** Where the files of a name are, once they were issued. */
    public Path home(String name) {
        return root.resolve(name);
    }

    private Path issue(String name, String alternativeNames, int days) throws IOException {
        key(name);
        run("req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-out", name + ".csr");
        Path extensions = root.resolve(name + ".ext");
        Files.writeString(extensions, "subjectAltName=" + alternativeNames + "\n");
        run(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                Integer.toString(days),
                "-extfile",
                extensions.toString(),
                "-out",
                name + ".crt");
        Path home = Files.createDirectory(root.resolve(name));
        Files.copy(root.resolve("ca.pem"), home.resolve("ca.pem"));
        Files.copy(root.resolve(name + ".crt"), home.resolve("cert.pem"));
        Files.copy(root.resolve(name + ".key"), home.resolve("key.pem"));
        return home;
    }

    private void key(String name) throws IOException {
        run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", name + ".key");
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.path("openssl")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("openssl did not succeed: " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
