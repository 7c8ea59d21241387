package io.tinyfleet.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.aggregator.round.Entry;
import io.tinyfleet.aggregator.round.Ledger;
import io.tinyfleet.aggregator.round.Recollection;
import io.tinyfleet.aggregator.round.RoundSettings;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker hears that a message need not come again when the ledger has what follows from it, and not before. */
@Timeout(30)
class AcknowledgementTest {
    private static final FleetId FLEET = new FleetId("yard");
    private static final Topics TOPICS = new Topics(FLEET);
    private static final DeviceId DEVICE = new DeviceId("gw-1");
    private static final PlanInForce PLAN = Plans.plan(3, 2, Aps.MEAN, new RoundPolicy(Duration.ofMinutes(5), 2), 1e9);

    private final FakeLink link = new FakeLink();
    private final Queue<String> order = new ConcurrentLinkedQueue<>();

    @Test
    void theLedgerIsWrittenFirst() {
        try (Aggregator aggregator = aggregator(entries -> order.add("written"))) {
            bringOnline(aggregator);

            Awaitility.await().until(() -> order.size() == 2);
        }
        assertThat(order).containsExactly("written", "acknowledged");
    }

    @Test
    void whatTheLedgerRefusedIsNeverAcknowledged() {
        try (Aggregator aggregator = aggregator(entries -> {
            throw new IllegalStateException("disk full, says the test");
        })) {
            bringOnline(aggregator);

            assertThatThrownBy(() -> aggregator.ended().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("disk full");
        }
        assertThat(order).isEmpty();
    }

    /** Nothing is written for it, and yet it must not come for ever. */
    @Test
    void nonsenseIsAcknowledgedToo() {
        try (Aggregator aggregator = aggregator(entries -> order.add("written"))) {
            aggregator.start();
            link.deliver(TOPICS.status(DEVICE), new byte[] {1, 2, 3}, () -> order.add("acknowledged"));
            link.deliver("somewhere/else", new byte[] {1}, () -> order.add("acknowledged"));

            Awaitility.await().until(() -> order.size() == 2);
        }
        assertThat(order).containsExactly("acknowledged", "acknowledged");
    }

    private void bringOnline(Aggregator aggregator) {
        aggregator.start();
        link.deliver(
                TOPICS.status(DEVICE),
                StatusCodec.encode(new DeviceStatus.Online(PLAN.hash(), "test", "none", ClassSet.of(0))),
                () -> order.add("acknowledged"));
    }

    private interface Writing {
        void record(List<Entry> entries);
    }

    private Aggregator aggregator(Writing writing) {
        Ledger ledger = new Ledger() {
            @Override
            public Recollection recall() {
                return Recollection.NOTHING;
            }

            @Override
            public void record(List<Entry> entries) {
                writing.record(entries);
            }
        };
        return new Aggregator(
                FLEET,
                PLAN.plan(),
                new RoundSettings(2, 0, null),
                ledger,
                link,
                () -> Instant.EPOCH,
                new FleetObserver() {});
    }
}
