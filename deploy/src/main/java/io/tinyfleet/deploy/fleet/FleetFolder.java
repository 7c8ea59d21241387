package io.tinyfleet.deploy.fleet;

import io.tinyfleet.broker.BrokerIdentity;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.deploy.fleet.bouncycastle.CertificateAuthority;
import io.tinyfleet.deploy.fleet.bouncycastle.Issued;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A fleet's authority on disk, for its operator's eyes only: directories have mode 0700, files 0600.
 *
 * <pre>
 * fleet.properties                      name and the names of the server
 * authority/{cert,key}.pem              signs; needed to add devices and for nothing else
 * server/ aggregator/ observer/         ca.pem, cert.pem, key.pem each
 * devices/{id}/                         ca.pem, cert.pem, key.pem, agent.yaml
 * broker.yaml aggregator.yaml           to start the programs with
 * revoked                               one device a line; replaced as a whole, so that it can be read at any time
 * </pre>
 *
 * What is made appears by rename, whole or not at all. Not thread-safe; processes that add devices at the same time
 * cannot harm each other, but two that revoke at once can lose one revocation.
 */
public final class FleetFolder {
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    private final Path root;
    private final FleetId fleet;
    private final List<String> serverNames;
    private final Clock clock;

    private FleetFolder(Path root, FleetId fleet, List<String> serverNames, Clock clock) {
        this.root = root;
        this.fleet = fleet;
        this.serverNames = serverNames;
        this.clock = clock;
    }

    /**
     * Founds a fleet in a directory that does not exist yet or is empty.
     *
     * @param serverNames what boards call the server, besides localhost, most useful first
     * @param classes of the plan that the aggregator's file begins with
     */
    public static FleetFolder init(
            Path directory, FleetId fleet, List<String> serverNames, List<String> classes, Clock clock)
            throws IOException, UserMistake {
        Path root = directory.toAbsolutePath().normalize();
        serverNames.forEach(FleetFolder::requireName);
        requireClasses(classes);
        if (Files.exists(root) && !isEmptyDirectory(root)) {
            throw new UserMistake(root + " exists and is not empty; nothing was changed");
        }
        Path parent = root.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Set<String> names = new LinkedHashSet<>(serverNames);
        names.addAll(LOCAL);
        Path draft = PrivateFiles.directoryBeside(root);
        try {
            FleetFolder folder = new FleetFolder(draft, fleet, List.copyOf(names), clock);
            folder.fill(classes);
            Files.move(draft, root, StandardCopyOption.ATOMIC_MOVE);
            return new FleetFolder(root, fleet, folder.serverNames, clock);
        } finally {
            if (Files.exists(draft)) {
                PrivateFiles.delete(draft);
            }
        }
    }

    /** A fleet that was founded before. */
    public static FleetFolder open(Path directory, Clock clock) throws IOException, UserMistake {
        Path root = directory.toAbsolutePath().normalize();
        Path file = root.resolve("fleet.properties");
        if (!Files.isRegularFile(file)) {
            throw new UserMistake(root + " holds no fleet; found one with: tinyfleet fleet init " + directory);
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        try {
            return new FleetFolder(
                    root,
                    new FleetId(properties.getProperty("name", "")),
                    List.of(properties.getProperty("servers", "").split(",")),
                    clock);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(file + ": " + e.getMessage(), e);
        }
    }

    public FleetId fleet() {
        return fleet;
    }

    public Path server() {
        return root.resolve("server");
    }

    public Path aggregator() {
        return root.resolve("aggregator");
    }

    public Path observer() {
        return root.resolve("observer");
    }

    /** Where a device's files are, if it was added. */
    public Path device(DeviceId device) {
        return root.resolve("devices").resolve(device.value());
    }

    /** What the fleet's broker asks its clients for. */
    public BrokerIdentity brokerIdentity() {
        return new BrokerIdentity(fleet, server(), revocations());
    }

    /** The list of the revoked, for a broker to read while it runs. */
    public Path revocations() {
        return root.resolve("revoked");
    }

    /** Makes a device's key and certificate. A name is given once only, also when it was revoked since. */
    public void add(DeviceId device) throws IOException, UserMistake {
        Identity.Device identity;
        try {
            identity = new Identity.Device(fleet, device);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()), e);
        }
        Path home = device(device);
        if (Files.exists(home) || revoked().contains(device)) {
            throw new UserMistake("device " + device + " exists already; nothing was changed");
        }
        Path draft = PrivateFiles.directoryBeside(home);
        try {
            CertificateAuthority authority = authority();
            write(
                    draft,
                    authority,
                    authority.issueClient(fleet.value(), device.value(), identity.uri(), clock.instant()));
            int machine = devices().size() + 1;
            PrivateFiles.write(
                    draft.resolve("agent.yaml"), new StartingConfigs(fleet).agent(device, serverNames.get(0), machine));
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(draft)) {
                PrivateFiles.delete(draft);
            }
        }
    }

    /** All devices, revoked ones, too, in the order of their names. */
    public List<DeviceId> devices() throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve("devices"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(DeviceId::isValid)
                    .map(DeviceId::new)
                    .sorted()
                    .toList();
        }
    }

    public Set<DeviceId> revoked() throws IOException, UserMistake {
        return revocationFile().read();
    }

    /** Shuts a device out for good: its name goes on the list of the revoked. */
    public void revoke(DeviceId device) throws IOException, UserMistake {
        requireKnown(device);
        revocationFile().add(device);
    }

    /** All that a board needs to be this device, by file name; one is its private key. */
    public SortedMap<String, byte[]> identity(DeviceId device) throws IOException, UserMistake {
        requireKnown(device);
        if (revoked().contains(device)) {
            throw new UserMistake("device " + device + " is revoked; the broker would not let it in");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(device(device))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                files.put(String.valueOf(entry.getFileName()), Files.readAllBytes(entry));
            }
        }
        return files;
    }

    /** Writes all that a board needs into one new zip file of mode 0600; it holds the device's private key. */
    public void bundle(DeviceId device, Path target) throws IOException, UserMistake {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : identity(device).entrySet()) {
                zip.putNextEntry(new ZipEntry(device + "/" + file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        try {
            PrivateFiles.write(target, bytes.toByteArray());
        } catch (FileAlreadyExistsException e) {
            throw new UserMistake(target + " exists already; nothing was changed", e);
        }
    }

    private void fill(List<String> classes) throws IOException {
        CertificateAuthority authority = CertificateAuthority.found(fleet.value(), clock.instant());
        Path own = root.resolve("authority");
        PrivateFiles.directory(own);
        PrivateFiles.write(own.resolve("cert.pem"), authority.own().certificate());
        PrivateFiles.write(own.resolve("key.pem"), authority.own().key());
        PrivateFiles.directory(server());
        write(server(), authority, authority.issueServer(fleet.value(), serverNames, clock.instant()));
        for (Identity identity : List.of(new Identity.Aggregator(fleet), new Identity.Observer(fleet))) {
            Path home = root.resolve(identity.name());
            PrivateFiles.directory(home);
            write(
                    home,
                    authority,
                    authority.issueClient(fleet.value(), identity.name(), identity.uri(), clock.instant()));
        }
        PrivateFiles.directory(root.resolve("devices"));
        revocationFile().create();
        StartingConfigs configs = new StartingConfigs(fleet);
        PrivateFiles.write(root.resolve("broker.yaml"), configs.broker());
        PrivateFiles.write(root.resolve("aggregator.yaml"), configs.aggregator(classes));
        PrivateFiles.write(
                root.resolve("fleet.properties"),
                "name=" + fleet + "\nservers=" + String.join(",", serverNames) + "\n");
    }

    private RevocationFile revocationFile() {
        return new RevocationFile(revocations());
    }

    private CertificateAuthority authority() throws IOException, UserMistake {
        Path own = root.resolve("authority");
        try {
            return CertificateAuthority.of(
                    new Issued(Files.readString(own.resolve("cert.pem")), Files.readString(own.resolve("key.pem"))));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(own + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path home, CertificateAuthority authority, Issued issued) throws IOException {
        PrivateFiles.write(home.resolve("ca.pem"), authority.own().certificate());
        PrivateFiles.write(home.resolve("cert.pem"), issued.certificate());
        PrivateFiles.write(home.resolve("key.pem"), issued.key());
    }

    private void requireKnown(DeviceId device) throws UserMistake {
        if (!Files.isDirectory(device(device))) {
            throw new UserMistake("there is no device " + device + " in " + root);
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9.:-]{1,253}")) {
            throw new IllegalArgumentException("'" + name + "' is no host name or IP address");
        }
    }

    private static void requireClasses(List<String> classes) {
        boolean areNames = classes.stream().noneMatch(name -> name.isBlank() || name.matches(".*\\p{Cntrl}.*"));
        if (!areNames || classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
            throw new IllegalArgumentException(
                    "classes are " + classes + "; expected two or more different names, such as normal,imbalance");
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}
