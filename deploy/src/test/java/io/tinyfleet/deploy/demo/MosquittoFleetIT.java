package io.tinyfleet.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.machines.Machines;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.deploy.local.Connections;
import io.tinyfleet.deploy.local.LocalFleet;
import io.tinyfleet.deploy.local.Participant;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.SharedCores;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.testing.MosquittoProcess;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The demo's agents and aggregator, unchanged, through Mosquitto: they need no broker of ours. */
class MosquittoFleetIT {
    private static final FleetId FLEET = new FleetId("foreign");
    private static final int DEVICES = 3;

    private final TrafficCount traffic = new TrafficCount(new Topics(FLEET));

    @Test
    void roundsAreCompletedThroughMosquitto() throws Exception {
        RoundWatch watch = watch(2);
        try (MosquittoProcess broker = MosquittoProcess.start();
                LocalFleet fleet = fleet(broker.port(), 2, watch)) {
            fleet.start();

            watch.complete().get(90, TimeUnit.SECONDS);
        }
        assertThat(watch.courses()).hasSize(2);
        assertThat(watch.courses().values())
                .allSatisfy(course -> assertThat(course.participants()).isEqualTo(DEVICES));
        assertThat(traffic.prototypes(RoundNumber.FIRST).up()).isPositive();
    }

    @Test
    void fleetGoesOnWhenTheBrokerIsKilledAndForgetsEverything() throws Exception {
        RoundWatch watch = watch(4);
        try (MosquittoProcess broker = MosquittoProcess.start();
                LocalFleet fleet = fleet(broker.port(), 4, watch)) {
            fleet.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> watch.courses().size() >= 2);

            broker.kill();
            broker.restart();

            watch.complete().get(120, TimeUnit.SECONDS);
        }
        assertThat(watch.courses()).hasSize(4);
    }

    private RoundWatch watch(int rounds) {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        return new RoundWatch(new RoundNumber(rounds), new LiveView(nobody, false, traffic, DEVICES, rounds));
    }

    private LocalFleet fleet(int port, int rounds, RoundWatch watch) throws DataException {
        Machines machines = new Machines(DEVICES, 1);
        List<Participant> participants = Participant.first(DEVICES, machines, 1, new SharedCores());
        Plan plan = new DemoSettings(
                        Dataset.MACHINES,
                        DEVICES,
                        rounds,
                        100,
                        10,
                        1,
                        new Mu.Auto(Mu.Auto.DEFAULT_TARGET),
                        OffMask.ZERO,
                        Aps.MEAN,
                        MaskScheme.BALANCED,
                        1,
                        Duration.ofSeconds(60),
                        port)
                .plan(machines.classNames());
        RoundSettings settings = new RoundSettings(DEVICES, 0, new RoundNumber(rounds));
        return new LocalFleet(
                FLEET,
                plan,
                settings,
                participants,
                Connections.overMqtt(id -> LinkSettings.of("127.0.0.1", port, id)),
                watch,
                device -> AgentObserver.NONE,
                traffic);
    }
}
