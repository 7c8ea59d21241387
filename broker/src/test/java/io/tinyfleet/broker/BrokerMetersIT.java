package io.tinyfleet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happened to foreign clients can be read from the broker's meters. */
@Timeout(60)
class BrokerMetersIT {
    @TempDir
    private Path temporary;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void whatPassesAndWhatIsRefusedIsCounted() throws Exception {
        try (GuardedBroker broker = GuardedBroker.start(temporary, "gw-1", "gw-2")) {
            broker.broker().measure(meters);
            assertThat(counted("tinyfleet.broker.publications.received")).isZero();

            broker.run("mosquitto_pub", "observer", "-t", "~plan", "-m", "x");
            broker.run("mosquitto_sub", "gw-1", "-t", "#", "-E");
            broker.run("mosquitto_pub", broker.authority().home("gw-2"), "gw-1", "-t", "~plan", "-m", "x");

            assertThat(refused("publish")).isEqualTo(1);
            assertThat(refused("subscribe")).isEqualTo(1);
            assertThat(refused("connect")).isEqualTo(1);
            assertThat(refused("deliver")).isZero();
            assertThat(counted("tinyfleet.broker.publications.received")).isEqualTo(1);
            assertThat(counted("tinyfleet.broker.received.bytes")).isPositive();
            Awaitility.await().until(() -> gauged("tinyfleet.broker.connections") == 0);
        }
    }

    private double refused(String what) {
        return meters.get("tinyfleet.broker.refusals")
                .tag("of", what)
                .functionCounter()
                .count();
    }

    private double counted(String name) {
        return meters.get(name).functionCounter().count();
    }

    private double gauged(String name) {
        return meters.get(name).gauge().value();
    }
}
