package io.tinyfleet.agent.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.ReportCodec;
import io.tinyfleet.protocol.codec.StatusCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOutboxTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PlanInForce PLAN = Plans.inForce(Plans.small());
    private static final RoundNumber ROUND = new RoundNumber(12);
    private static final DeviceId DEVICE = new DeviceId("gw-17");
    private static final Topics TOPICS = new Topics(new FleetId("yard"));
    private static final Update UPDATE =
            new Update(PLAN.hash(), new SparsePrototypes(ClassSet.of(1), 2, new float[] {1, 2}));

    private final FakeLink link = FakeLink.connectedAlready();
    private final AgentOutbox outbox = new AgentOutbox(TOPICS, DEVICE, link);

    @Test
    void birthAndDeathAreRetained() throws Exception {
        DeviceStatus birth = new DeviceStatus.Online(PLAN.hash(), "agent", "cnn", ClassSet.of(1));
        outbox.publish(birth);
        assertPublished("tinyfleet/v1/yard/device/gw-17/status", StatusCodec.encode(birth), true, null);
        outbox.publish(new DeviceStatus.Offline());
        assertPublished(
                "tinyfleet/v1/yard/device/gw-17/status", StatusCodec.encode(new DeviceStatus.Offline()), true, null);
    }

    @Test
    void theLastWillIsTheDeathOfTheDevice() {
        assertIs(
                AgentOutbox.lastWill(TOPICS, DEVICE),
                "tinyfleet/v1/yard/device/gw-17/status",
                StatusCodec.encode(new DeviceStatus.Offline()),
                true,
                null);
    }

    @ParameterizedTest
    @CsvSource({"60000, 60000", "1001, 1001", "1000, 1000", "999, 1000", "0, 1000", "-5000, 1000"})
    void anUpdateLivesUntilItsDeadlineButAtLeastASecond(long leftMs, long expiryMs) throws Exception {
        outbox.publish(ROUND, UPDATE, PLAN.plan(), NOW.plusMillis(leftMs), NOW);
        assertPublished(
                "tinyfleet/v1/yard/round/12/update/gw-17",
                UpdateCodec.encode(UPDATE, PLAN.plan()),
                false,
                Duration.ofMillis(expiryMs));
    }

    @Test
    void aReportLivesForADay() throws Exception {
        Report report = new Report(PLAN.hash(), ROUND, new Accuracy(0.5, null, 1, 1), 3, 0.25, 0, null, 17, 0);
        outbox.publish(report);
        assertPublished("tinyfleet/v1/yard/device/gw-17/report", ReportCodec.encode(report), false, Duration.ofDays(1));
    }

    @Test
    void withoutAConnectionNothingIsQueued() {
        AgentOutbox offline = new AgentOutbox(TOPICS, DEVICE, new FakeLink());
        assertThatNoException().isThrownBy(() -> offline.publish(new DeviceStatus.Offline()));
    }

    private void assertPublished(String topic, byte[] payload, boolean retained, @Nullable Duration expiry)
            throws InterruptedException {
        assertIs(link.next(), topic, payload, retained, expiry);
        assertThat(link.saidAll()).isTrue();
    }

    private static void assertIs(
            Publication publication, String topic, byte[] payload, boolean retained, @Nullable Duration expiry) {
        assertThat(publication.topic()).isEqualTo(topic);
        assertThat(publication.payload()).isEqualTo(payload);
        assertThat(publication.retained()).isEqualTo(retained);
        assertThat(publication.expiry()).isEqualTo(expiry);
    }
}
