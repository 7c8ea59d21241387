package io.tinyfleet.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.deploy.testing.LedgerAudit;
import io.tinyfleet.deploy.testing.Witness;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.mqtt.testing.FreePort;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/** A fleet of four devices, d1 to d4, each program in a container, watched by an observer from outside. */
final class ContainerFleet implements AutoCloseable {
    static final int DEVICES = 4;

    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path temporary;
    private final RoundNumber last;
    private final Broker kind;
    private final Network network = Network.newNetwork();
    private final List<ProgramContainer> strangers = new ArrayList<>();
    private final SortedMap<DeviceId, ProgramContainer> agents = new TreeMap<>();
    private final FleetContainers containers;
    private final ProgramContainer broker;
    private final ProgramContainer aggregator;
    private final Witness witness;

    /** Which broker a fleet has. */
    enum Broker {
        OURS,
        MOSQUITTO
    }

    /**
     * Founds a fleet and starts all of it.
     *
     * @param settings of the aggregator, such as {@code TINYFLEET_ROUNDS_DEADLINE}; four devices must be online to begin
     * @param last the round after which the run is over
     */
    static ContainerFleet start(Path temporary, Broker kind, RoundNumber last, Map<String, String> settings)
            throws Exception {
        return start(temporary, found(temporary.resolve("fleet")), kind, last, settings);
    }

    /** Starts a fleet that was founded before; the four devices are added. */
    static ContainerFleet start(
            Path temporary, FleetFolder folder, Broker kind, RoundNumber last, Map<String, String> settings)
            throws Exception {
        Engine.requireImages();
        for (int i = 1; i <= DEVICES; i++) {
            folder.add(device(i));
        }
        ContainerFleet fleet = new ContainerFleet(temporary, folder, kind, last, settings);
        try {
            fleet.startAll();
            return fleet;
        } catch (Throwable e) {
            fleet.close();
            throw e;
        }
    }

    /** Founds a fleet of the one name that all fleets here have, without any devices. */
    static FleetFolder found(Path directory) throws Exception {
        List<String> classes = new Machines(DEVICES, 1).classNames();
        return FleetFolder.init(directory, new FleetId("boxed"), List.of("broker"), classes, Clock.systemUTC());
    }

    private ContainerFleet(
            Path temporary, FleetFolder folder, Broker kind, RoundNumber last, Map<String, String> settings)
            throws Exception {
        this.temporary = temporary;
        this.last = last;
        this.kind = kind;
        containers = FleetContainers.of(temporary.resolve("fleet"), network);
        int port = FreePort.pick();
        broker = kind == Broker.OURS ? containers.broker(port) : containers.mosquitto(port);
        Map<String, String> all = new HashMap<>(Map.of(
                "TINYFLEET_ROUNDS_START_WITH", Integer.toString(DEVICES),
                "TINYFLEET_ROUNDS_LAST", last.toString(),
                "TINYFLEET_LEDGER_KEEP_ROUNDS", "1000"));
        all.putAll(settings);
        aggregator = containers.aggregator(all);
        for (int i = 1; i <= DEVICES; i++) {
            agents.put(device(i), containers.agent(folder.device(device(i)), device(i)));
        }
        witness = new Witness(
                new Topics(folder.fleet()),
                LinkSettings.of("localhost", port, "observer").withTls(Tls.load(folder.observer())),
                last);
    }

    private void startAll() {
        broker.start();
        witness.open();
        await("the witness", witness::looksOn);
        aggregator.start();
        Startables.deepStart(agents.values()).join();
    }

    static DeviceId device(int number) {
        return new DeviceId("d" + number);
    }

    Set<DeviceId> devices() {
        return agents.keySet();
    }

    ProgramContainer broker() {
        return broker;
    }

    ProgramContainer aggregator() {
        return aggregator;
    }

    ProgramContainer agent(int number) {
        return Objects.requireNonNull(agents.get(device(number)));
    }

    /** All containers of images that are ours. */
    List<ProgramContainer> ownPrograms() {
        List<ProgramContainer> own = new ArrayList<>(agents.values());
        own.add(aggregator);
        if (kind == Broker.OURS) {
            own.add(broker);
        }
        return own;
    }

    Witness witness() {
        return witness;
    }

    /** Starts one more agent, which is none of the four. */
    ProgramContainer startStranger(Path home, DeviceId device, Map<String, String> settings) throws Exception {
        ProgramContainer stranger = containers.agent(home, device).withEnv(settings);
        strangers.add(stranger);
        stranger.start();
        return stranger;
    }

    /**
     * Freezes a device and waits until the open round lacks nothing but its update, so that time stands still.
     *
     * @return that round
     */
    RoundNumber hold(int number) {
        await("the first round", () -> witness.openRound().isPresent());
        agent(number).pause();
        Set<DeviceId> others = new TreeSet<>(devices());
        others.remove(device(number));
        await("a round that lacks " + device(number), () -> isHeldBy(others));
        return witness.openRound().orElseThrow();
    }

    private boolean isHeldBy(Set<DeviceId> others) {
        return witness.openRound().map(witness::accepted).filter(others::equals).isPresent();
    }

    void awaitPublished(RoundNumber round) {
        await("global prototypes of round " + round, () -> witness.globals().containsKey(round));
    }

    void awaitOver() throws InterruptedException {
        assertThat(witness.awaitLast(PATIENCE.toMillis()))
                .as("round %s is over", last)
                .isTrue();
    }

    void await(String what, Callable<Boolean> happened) {
        Awaitility.await(what).atMost(PATIENCE).until(happened);
    }

    /** Ends the aggregator as an operator does, and holds what was published against what it wrote down. */
    LedgerAudit finish() throws Exception {
        assertThat(aggregator.terminate()).as("exit code of the aggregator").isEqualTo(TERMINATED);
        Path copy = Files.createDirectory(temporary.resolve("ledger"));
        aggregator.copyOut("/state", copy);
        LedgerAudit audit = LedgerAudit.read(copy.resolve("rounds.db"));
        audit.requirePublishedIsWhatUpdatesGive(witness);
        return audit;
    }

    @Override
    public void close() {
        witness.close();
        strangers.forEach(ProgramContainer::close);
        agents.values().forEach(ProgramContainer::close);
        aggregator.close();
        broker.close();
        network.close();
    }
}
