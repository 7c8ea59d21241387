package io.tinyfleet.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running MQTT 5 broker inside this process. One at a time: HiveMQ keeps settings in statics.
 *
 * <p>Retained messages, sessions and queued messages are on disk, below the data directory, and survive a restart.
 * HiveMQ writes them with up to a second's delay: what a crash of the machine loses is found out by receipts, not by
 * acknowledgements.
 *
 * <p>With a {@link BrokerIdentity} clients need a certificate and may do what their identity may; without, the broker
 * listens on loopback only ({@link BrokerSettings}) and whoever can connect may do everything.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final AtomicBoolean RUNNING = new AtomicBoolean();
    private static final long START_PATIENCE_S = 120;

    private final EmbeddedHiveMQ hiveMq;
    private final Post post;
    private final InetAddress address;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(EmbeddedHiveMQ hiveMq, Post post, InetAddress address, int port) {
        this.hiveMq = hiveMq;
        this.post = post;
        this.address = address;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it listens.
     *
     * @throws BrokerStartException if its port is taken, its directory cannot be used or HiveMQ fails; nothing is left
     *     running then
     */
    public static EmbeddedBroker start(BrokerSettings settings) throws BrokerStartException {
        return start(settings, guard(settings));
    }

    static EmbeddedBroker start(BrokerSettings settings, Post post) throws BrokerStartException {
        if (!RUNNING.compareAndSet(false, true)) {
            throw new IllegalStateException("this is a bug: a second broker was started in this process");
        }
        boolean started = false;
        try {
            requireFree(settings);
            EmbeddedBroker broker = launch(settings, prepare(settings), post);
            started = true;
            return broker;
        } finally {
            if (!started) {
                RUNNING.set(false);
            }
        }
    }

    /** Where clients connect to. */
    public InetAddress address() {
        return address;
    }

    /** Where clients connect to, also if 0 was asked for. */
    public int port() {
        return port;
    }

    /** Has its own meters told, too; {@code docs/metrics.md} lists them. */
    public void measure(MeterRegistry meters) {
        BrokerMeters.register(hiveMq.getMetricRegistry(), post.refusals(), meters);
    }

    /** What keeps it from working as it should, such as a list of revoked devices that cannot be read. */
    public Optional<String> problem() {
        return post.problem();
    }

    /** Disconnects all clients, writes everything to disk and stops, within a few seconds. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop(hiveMq);
            RUNNING.set(false);
            LOG.info("broker stopped");
        }
    }

    private static EmbeddedBroker launch(BrokerSettings settings, Folders folders, Post post)
            throws BrokerStartException {
        long startNs = System.nanoTime();
        HiveMqInternals.set();
        BrokerExtension extension = new BrokerExtension(post);
        // HiveMQ installs a handler that ends the whole process; only main may decide that.
        Thread.UncaughtExceptionHandler ours = Thread.getDefaultUncaughtExceptionHandler();
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folders.configuration())
                .withDataFolder(folders.data())
                .withExtensionsFolder(folders.extensions())
                .withEmbeddedExtension(extension.embedded())
                .withoutLoggingBootstrap()
                .build();
        if (settings.identity() != null) {
            HiveMqInternals.refuseWhomNobodyKnows();
        }
        boolean started = false;
        try {
            hiveMq.start().get(START_PATIENCE_S, TimeUnit.SECONDS);
            EmbeddedBroker broker = new EmbeddedBroker(hiveMq, post, settings.bindAddress(), extension.port());
            started = true;
            LOG.info(
                    "broker listening on {}:{} after {} ms",
                    broker.address.getHostAddress(),
                    broker.port,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            return broker;
        } catch (ExecutionException e) {
            // Somebody may have taken the port since we looked.
            requireFree(settings);
            throw new BrokerStartException("the broker did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BrokerStartException("the broker did not start within " + START_PATIENCE_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("the start of the broker was interrupted", e);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(ours);
            if (!started) {
                stop(hiveMq);
            }
        }
    }

    private static void stop(EmbeddedHiveMQ hiveMq) {
        try {
            hiveMq.close();
        } catch (ExecutionException e) {
            LOG.error("the broker did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks before HiveMQ does, which would only say that something unrecoverable happened. */
    private static void requireFree(BrokerSettings settings) throws BrokerStartException {
        if (settings.port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(settings.bindAddress(), settings.port()));
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            throw new BrokerStartException(
                    "port " + settings.port() + " on " + settings.bindAddress().getHostAddress()
                            + (problem.contains("in use") ? " is in use" : " cannot be used (" + problem + ")")
                            + "; choose another, or 0 for any free one",
                    e);
        }
    }

    private static Folders prepare(BrokerSettings settings) throws BrokerStartException {
        Path root = settings.dataDirectory().toAbsolutePath();
        Folders folders = new Folders(root.resolve("conf"), root.resolve("data"), root.resolve("extensions"));
        try {
            Files.createDirectories(folders.configuration());
            Files.createDirectories(folders.data());
            Files.createDirectories(folders.extensions());
            TlsStores stores = stores(settings, folders.configuration());
            Path file = folders.configuration().resolve("config.xml");
            PrivateFile.createAnew(file);
            Files.writeString(file, HiveMqConfig.write(settings, stores));
        } catch (IOException e) {
            throw new BrokerStartException("the broker cannot use its data directory " + root + ": " + e, e);
        }
        return folders;
    }

    private static @Nullable TlsStores stores(BrokerSettings settings, Path directory) throws BrokerStartException {
        BrokerIdentity identity = settings.identity();
        if (identity == null) {
            return null;
        }
        try {
            return TlsStores.write(identity, directory);
        } catch (IOException e) {
            throw new BrokerStartException("the broker does not start without its certificate and key: " + e, e);
        }
    }

    private static Post guard(BrokerSettings settings) throws BrokerStartException {
        BrokerIdentity identity = settings.identity();
        if (identity == null) {
            return () -> {};
        }
        try {
            return new Guard(identity.fleet(), RevocationList.load(identity.revocations()));
        } catch (IOException e) {
            throw new BrokerStartException("the broker does not start without a list of revoked devices: " + e, e);
        }
    }

    private record Folders(Path configuration, Path data, Path extensions) {}
}
