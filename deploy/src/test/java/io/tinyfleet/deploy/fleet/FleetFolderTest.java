package io.tinyfleet.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFolderTest {
    private final Instant now = Instant.now();
    private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    private static final FleetId FLEET = new FleetId("home");
    private static final List<String> CLASSES = List.of("normal", "007: \"it's\" odd");
    private static final DeviceId GATEWAY = new DeviceId("gw-1");

    @TempDir
    private Path temporary;

    private FleetFolder folder;

    @BeforeEach
    void found() throws Exception {
        folder = FleetFolder.init(root(), FLEET, List.of("pi.local", "192.168.1.7"), CLASSES, clock);
    }

    @Test
    void onlyTheOperatorCanReadAnything() throws Exception {
        folder.add(GATEWAY);
        folder.revoke(GATEWAY);

        try (Stream<Path> tree = Files.walk(root())) {
            assertThat(tree.toList()).hasSizeGreaterThan(15).allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void everyCertificateHasAValidChainByTheJdk() throws Exception {
        folder.add(GATEWAY);

        for (Path home : homes()) {
            PKIXParameters trusted =
                    new PKIXParameters(Set.of(new TrustAnchor(certificate(home.resolve("ca.pem")), null)));
            trusted.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(List.of(certificate(home.resolve("cert.pem")))),
                            trusted);
        }
    }

    @Test
    void everyCertificateHasAValidChainByOpenssl() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")));
        folder.add(GATEWAY);

        for (Path home : homes()) {
            String purpose = home.equals(folder.server()) ? "sslserver" : "sslclient";
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "verify",
                            "-x509_strict",
                            "-purpose",
                            purpose,
                            "-CAfile",
                            home.resolve("ca.pem").toString(),
                            home.resolve("cert.pem").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(openssl.waitFor()).as("openssl verify of %s", home).isZero();
        }
    }

    @Test
    void clientsCertificateNamesItsIdentityOnceAndServesClientsOnly() throws Exception {
        folder.add(GATEWAY);

        assertThat(names(folder.device(GATEWAY), 6)).containsExactly(new Identity.Device(FLEET, GATEWAY).uri());
        assertThat(names(folder.aggregator(), 6)).containsExactly("urn:tinyfleet:home:aggregator");
        assertThat(names(folder.observer(), 6)).containsExactly("urn:tinyfleet:home:observer");
        assertThat(certificate(folder.device(GATEWAY).resolve("cert.pem")).getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void serversCertificateHasAllItsNamesAndServesServersOnly() throws Exception {
        assertThat(names(folder.server(), 2)).containsExactly("pi.local", "localhost");
        assertThat(names(folder.server(), 7)).containsExactly("192.168.1.7", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate(folder.server().resolve("cert.pem")).getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void certificatesAreOfP256WithLongRandomSerialsAndTenYears() throws Exception {
        folder.add(GATEWAY);

        Set<java.math.BigInteger> serials = new HashSet<>();
        for (Path home : homes()) {
            X509Certificate certificate = certificate(home.resolve("cert.pem"));
            serials.add(certificate.getSerialNumber());
            assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
            assertThat(certificate.getPublicKey().toString()).contains("secp256r1");
            assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
            assertThat(certificate.getSerialNumber().bitLength()).isBetween(90, 128);
            assertThat(certificate.getNotAfter().toInstant())
                    .isCloseTo(
                            now.plus(Duration.ofDays(3_650)),
                            new org.assertj.core.data.TemporalUnitLessThanOffset(
                                    2, java.time.temporal.ChronoUnit.SECONDS));
        }
        assertThat(serials).hasSize(4);
        assertThat(certificate(root().resolve("authority/cert.pem")).getBasicConstraints())
                .isZero();
    }

    @Test
    void secondInitRefusesAndDestroysNothing() throws Exception {
        Map<String, String> before = contents();

        assertThatThrownBy(() -> FleetFolder.init(root(), new FleetId("other"), List.of(), CLASSES, clock))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("nothing was changed");

        assertThat(contents()).isEqualTo(before);
        assertThat(temporary).isDirectoryContaining("glob:**/fleet");
        try (Stream<Path> entries = Files.list(temporary)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void addingADeviceTwiceRefusesAndKeepsItsKey() throws Exception {
        folder.add(GATEWAY);
        Map<String, String> before = contents();

        assertThatThrownBy(() -> folder.add(GATEWAY))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("gw-1");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void anothersClientIdIsNoName() {
        assertThatThrownBy(() -> folder.add(new DeviceId("aggregator"))).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> folder.add(new DeviceId("observer-1"))).isInstanceOf(UserMistake.class);
    }

    @Test
    void revokedDeviceIsListedAndItsNameIsNotGivenAgain() throws Exception {
        folder.add(GATEWAY);
        folder.add(new DeviceId("gw-2"));

        folder.revoke(GATEWAY);

        FleetFolder again = FleetFolder.open(root(), clock);
        assertThat(again.devices()).containsExactly(GATEWAY, new DeviceId("gw-2"));
        assertThat(again.revoked()).containsExactly(GATEWAY);
        assertThatThrownBy(() -> again.revoke(GATEWAY)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> again.add(GATEWAY)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> again.bundle(GATEWAY, temporary.resolve("b.zip")))
                .isInstanceOf(UserMistake.class);
    }

    @Test
    void unknownDeviceIsNamed() {
        assertThatThrownBy(() -> folder.revoke(GATEWAY))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("gw-1");
        assertThatThrownBy(() -> folder.bundle(GATEWAY, temporary.resolve("b.zip")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("gw-1");
    }

    @Test
    void bundleHasWhatABoardNeedsAndNoMore() throws Exception {
        folder.add(GATEWAY);
        Path bundle = temporary.resolve("gw-1.zip");

        folder.bundle(GATEWAY, bundle);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
                .isEqualTo("rw-------");
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
            }
        }
        assertThat(entries)
                .containsExactlyInAnyOrder("gw-1/ca.pem", "gw-1/cert.pem", "gw-1/key.pem", "gw-1/agent.yaml");
        assertThat(YamlFile.read(folder.device(GATEWAY).resolve("agent.yaml")))
                .containsEntry("fleet", List.of("home"))
                .containsEntry("device", List.of("gw-1"))
                .containsEntry("broker.host", List.of("pi.local"))
                .containsEntry("broker.port", List.of("8883"))
                .containsEntry("broker.tls", List.of("."))
                .containsEntry("data.machine", List.of("1"));
        assertThatThrownBy(() -> folder.bundle(GATEWAY, bundle))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("exists");
    }

    @Test
    void classesOfThePlanAreText() throws Exception {
        assertThat(YamlFile.read(root().resolve("aggregator.yaml")))
                .containsEntry("plan.classes", CLASSES)
                .containsEntry("broker.tls", List.of("aggregator"));
    }

    @Test
    void classesThatMakeNoPlanAreRefused() {
        for (List<String> classes : List.of(List.of("a"), List.of("a", "a"), List.of("a", " "), List.of("a", "b\nc"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FleetFolder.init(temporary.resolve("x"), FLEET, List.of(), classes, clock))
                    .withMessageContaining("two or more different names");
        }
    }

    @Test
    void directoryWithoutAFleetIsSaid() {
        assertThatThrownBy(() -> FleetFolder.open(temporary, clock))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("fleet init");
    }

    @Test
    void serverNameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetFolder.init(temporary.resolve("x"), FLEET, List.of("a,b"), CLASSES, clock))
                .withMessageContaining("a,b");
    }

    private Path root() {
        return temporary.resolve("fleet");
    }

    private List<Path> homes() {
        return List.of(folder.server(), folder.aggregator(), folder.observer(), folder.device(GATEWAY));
    }

    private static List<Object> names(Path home, int type) throws Exception {
        Collection<List<?>> names = certificate(home.resolve("cert.pem")).getSubjectAlternativeNames();
        List<Object> found = new ArrayList<>();
        for (List<?> name : names) {
            if (name.get(0).equals(type)) {
                found.add(name.get(1));
            }
        }
        return found;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Map<String, String> contents() throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root())) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
