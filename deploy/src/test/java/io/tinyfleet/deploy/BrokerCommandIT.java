package io.tinyfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinyfleet broker} as a process. */
class BrokerCommandIT {
    /** What a JVM that SIGTERM ended exits with. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path temporary;

    @Test
    void brokerServesForeignClientsAndKeepsWhatIsRetained() throws Exception {
        try (TinyfleetProcess broker = start()) {
            int port = broker.awaitPort();
            try (ForeignSubscriber subscriber = ForeignSubscriber.subscribe(port, "greetings/#")) {
                ForeignPublisher.publish(port, "greetings/all", "hello", "--retain");
                assertThat(subscriber.next().text()).isEqualTo("hello");
            }
            terminate(broker);
        }
        try (TinyfleetProcess again = start();
                ForeignSubscriber late = ForeignSubscriber.subscribe(again.awaitPort(), "greetings/#")) {
            assertThat(late.next().text()).isEqualTo("hello");
            terminate(again);
        }
    }

    private TinyfleetProcess start() throws Exception {
        return TinyfleetProcess.start(
                temporary,
                "broker",
                "--port",
                "0",
                "--data-dir",
                temporary.resolve("data").toString());
    }

    private static void terminate(TinyfleetProcess broker) throws Exception {
        broker.signal("TERM");
        assertThat(broker.awaitExit(Duration.ofSeconds(30))).isEqualTo(TERMINATED);
        assertThat(broker.err()).isEmpty();
    }
}
