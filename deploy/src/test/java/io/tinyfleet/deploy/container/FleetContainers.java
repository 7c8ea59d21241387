package io.tinyfleet.deploy.container;

import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.Network;

/** Makes the containers of one fleet, each with those of the fleet's files that are its own, as compose.yaml has it. */
final class FleetContainers {
    static final int PORT = 8883;

    private static final String BROKER = "broker";
    private static final int BROKER_MIB = 512;
    private static final int AGGREGATOR_MIB = 384;
    private static final int AGENT_MIB = 640;
    private static final int USER_OF_IMAGES = 10_001;
    private static final int ROOT = 0;
    private static final String OWNER = "unix:uid";

    private final Path files;
    private final Network network;
    private final int owner;

    private FleetContainers(Path files, Network network, int owner) {
        this.files = files;
        this.network = network;
        this.owner = owner;
    }

    /** Its containers run as the owner of the fleet's files, who is never root: root gives them away. */
    static FleetContainers of(Path fleet, Network network) throws IOException {
        int uid = (int) Files.getAttribute(fleet, OWNER);
        FleetContainers containers = new FleetContainers(fleet, network, uid == ROOT ? USER_OF_IMAGES : uid);
        containers.own(fleet);
        return containers;
    }

    private void own(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if ((int) Files.getAttribute(file, OWNER) == ROOT) {
                    Files.setAttribute(file, OWNER, owner);
                }
            }
        }
    }

    /** Our broker, on a port of this machine, too. It sees the whole fleet but for what it has no business with. */
    ProgramContainer broker(int hostPort) {
        return container("tinyfleet/broker", BROKER, BROKER_MIB)
                .withConfig(files, "/config")
                .withHidden("/config/authority")
                .withHidden("/config/devices")
                .withHostPort(hostPort, PORT);
    }

    /** One that is not ours, which lets in whoever the fleet's authority has signed for. */
    ProgramContainer mosquitto(int hostPort) throws IOException {
        Path settings = Files.writeString(files.resolve("mosquitto.conf"), """
                listener %d
                cafile /config/server/ca.pem
                certfile /config/server/cert.pem
                keyfile /config/server/key.pem
                require_certificate true
                allow_anonymous true
                max_queued_messages 0
                """.formatted(PORT));
        return container(Engine.MOSQUITTO, BROKER, BROKER_MIB)
                .withConfig(settings, "/config/mosquitto.conf")
                .withConfig(files.resolve("server"), "/config/server")
                .withCommand("mosquitto", "-c", "/config/mosquitto.conf")
                .withHostPort(hostPort, PORT);
    }

    /**
     * The aggregator.
     *
     * @param settings variables such as {@code TINYFLEET_ROUNDS_LAST}
     */
    ProgramContainer aggregator(Map<String, String> settings) {
        return container("tinyfleet/aggregator", "aggregator", AGGREGATOR_MIB)
                .withConfig(files.resolve("aggregator.yaml"), "/config/aggregator.yaml")
                .withConfig(files.resolve("aggregator"), "/config/aggregator")
                .withEnv("TINYFLEET_BROKER_HOST", BROKER)
                .withEnv(settings);
    }

    /**
     * A device's agent, with generated data.
     *
     * @param home the device's files, of this fleet or another
     */
    ProgramContainer agent(Path home, DeviceId device) throws IOException {
        own(home);
        return container("tinyfleet/agent", device.value(), AGENT_MIB).withConfig(home, "/config");
    }

    private ProgramContainer container(String image, String alias, int memoryMib) {
        return new ProgramContainer(image, network, alias, owner, memoryMib);
    }
}
