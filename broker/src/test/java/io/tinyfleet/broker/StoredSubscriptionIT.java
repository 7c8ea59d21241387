package io.tinyfleet.broker;

import static io.tinyfleet.broker.GuardedBroker.expand;
import static io.tinyfleet.broker.GuardedBroker.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Traffic;
import io.tinyfleet.mqtt.paho.PahoLink;
import io.tinyfleet.mqtt.testing.ForeignPublisher;
import io.tinyfleet.mqtt.testing.RecordingListener;
import io.tinyfleet.mqtt.testing.RecordingListener.Received;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session on disk that remembers more than its client may read today. */
class StoredSubscriptionIT {
    @TempDir
    private Path temporary;

    @Test
    @Timeout(90)
    void storedSubscriptionsAndQueuedMessagesDoNotOutlivePermissions() throws Exception {
        Path data = temporary.resolve("data");
        try (EmbeddedBroker open = EmbeddedBroker.start(BrokerSettings.openOnLoopback(0, data))) {
            RecordingListener told = new RecordingListener();
            LinkSettings everything =
                    LinkSettings.of("127.0.0.1", open.port(), "gw-1").withSubscriptions(List.of(expand("~#")));
            try (PahoLink device = new PahoLink(everything, Traffic.IGNORED)) {
                device.open(told);
                assertThat(told.nextIsConnected()).isTrue();
            }
            ForeignPublisher.publish(open.port(), expand("~device/gw-2/receipt"), "queued");
        }

        RecordingListener told = new RecordingListener();
        RecordingListener ready = new RecordingListener();
        try (GuardedBroker guarded = GuardedBroker.over(temporary, data, "gw-1");
                PahoLink aggregator = guarded.link("aggregator");
                PahoLink device = guarded.link("gw-1", "~device/gw-1/receipt")) {
            device.open(told);
            assertThat(told.nextIsConnected()).isTrue();
            aggregator.open(ready);
            assertThat(ready.nextIsConnected()).isTrue();

            aggregator.publish(publication("~device/gw-2/receipt", "for another", false));
            aggregator.publish(publication("~device/gw-1/receipt", "for me", false));

            assertThat(told.nextReceived()).isEqualTo(new Received(expand("~device/gw-1/receipt"), "for me"));
            assertThat(told.isDrained()).isTrue();
        }
    }
}
