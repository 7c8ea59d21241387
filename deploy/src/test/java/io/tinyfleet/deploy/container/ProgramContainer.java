package io.tinyfleet.deploy.container;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * One program in a container as confined as {@code deploy/compose.yaml} has it: not root, nothing writable but its state
 * and {@code /tmp}, no capability. It can be paused, killed and cut off, which Testcontainers' own containers cannot.
 */
final class ProgramContainer extends GenericContainer<ProgramContainer> {
    private static final int STOP_PATIENCE_S = 20;
    private static final int MIB = 1024 * 1024;

    private final Network network;
    private final String alias;

    // Testcontainers' own way to mount begins with pulling an image, to see whether it can.
    private final List<Bind> mounts = new ArrayList<>();
    private final Map<String, String> inMemory = new HashMap<>(Map.of("/tmp", "exec"));

    /**
     * One that is not started.
     *
     * @param alias its name in the network
     * @param user whom it runs as; its group is 0, as the images demand
     */
    ProgramContainer(String image, Network network, String alias, int user, int memoryMib) {
        super(DockerImageName.parse(image));
        this.network = network;
        this.alias = alias;
        withNetwork(network);
        withNetworkAliases(alias);
        withImagePullPolicy(name -> false);
        withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        withCreateContainerCmdModifier(command -> {
            HostConfig host = command.getHostConfig();
            if (host == null) {
                throw new IllegalStateException("Testcontainers always gives one");
            }
            command.withUser(user + ":0");
            host.withBinds(mounts)
                    .withReadonlyRootfs(true)
                    .withCapDrop(Capability.ALL)
                    .withSecurityOpts(List.of("no-new-privileges"))
                    .withTmpFs(inMemory)
                    .withMemory((long) memoryMib * MIB);
        });
    }

    /** Mounts a file or directory, for reading only. */
    ProgramContainer withConfig(Path source, String target) {
        mounts.add(new Bind(source.toString(), new Volume(target), AccessMode.ro));
        return this;
    }

    /** Hides a directory of what is mounted. */
    ProgramContainer withHidden(String directory) {
        inMemory.put(directory, "ro");
        return this;
    }

    /** Leads a port of this machine's loopback to it, the same one after a restart. */
    ProgramContainer withHostPort(int hostPort, int port) {
        setPortBindings(List.of("127.0.0.1:" + hostPort + ":" + port));
        return this;
    }

    /** Freezes all its processes: it is there and says nothing. */
    void pause() {
        Engine.client().pauseContainerCmd(getContainerId()).exec();
    }

    void unpause() {
        Engine.client().unpauseContainerCmd(getContainerId()).exec();
    }

    /** Ends it with SIGKILL; its state stays. */
    void kill() {
        Engine.client().killContainerCmd(getContainerId()).exec();
    }

    void startAgain() {
        Engine.client().startContainerCmd(getContainerId()).exec();
    }

    /** Pulls its network cable. */
    void disconnect() {
        Engine.client()
                .disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(getContainerId())
                .exec();
    }

    void reconnect() {
        Engine.client()
                .connectToNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(getContainerId())
                .withContainerNetwork(new ContainerNetwork().withAliases(alias))
                .exec();
    }

    /** Ends it with SIGTERM; the exit code. */
    long terminate() {
        Engine.client()
                .stopContainerCmd(getContainerId())
                .withTimeout(STOP_PATIENCE_S)
                .exec();
        return Engine.client()
                .waitContainerCmd(getContainerId())
                .start()
                .awaitStatusCode(STOP_PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Copies a directory of it, running or not, into one of this machine. */
    void copyOut(String directory, Path target) throws IOException {
        try (TarArchiveInputStream archive = new TarArchiveInputStream(Engine.client()
                .copyArchiveFromContainerCmd(getContainerId(), directory)
                .exec())) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile()) {
                    Files.copy(
                            archive,
                            target.resolve(
                                    Path.of(entry.getName()).getFileName().toString()));
                }
            }
        }
    }

    /** What the image's HEALTHCHECK has found. */
    String health() {
        return getCurrentContainerInfo().getState().getHealth().getStatus();
    }
}
