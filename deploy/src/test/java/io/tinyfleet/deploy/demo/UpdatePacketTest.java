package io.tinyfleet.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.mqtt.AgentOutbox;
import io.tinyfleet.mqtt.PublishPacket;
import io.tinyfleet.mqtt.testing.FakeLink;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promise of a round for about two kilobytes, on the packet that an agent really publishes. */
class UpdatePacketTest {
    @Test
    void updateOfTenClassesAndFiftyDimensionsStaysWithinTwentyOneHundredBytes() throws Exception {
        FakeLink link = FakeLink.connectedAlready();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        SparsePrototypes prototypes =
                new SparsePrototypes(ClassSet.of(IntStream.range(0, 10).toArray()), 50, new float[500]);

        new AgentOutbox(new Topics(new FleetId("demo")), new DeviceId("machine-01"), link)
                .publish(
                        new RoundNumber(10),
                        new Update(new PlanHash(-1), prototypes),
                        plan(),
                        now.plus(Duration.ofMinutes(2)),
                        now);

        assertThat(PublishPacket.bytes(link.next())).isEqualTo(2_095).isLessThanOrEqualTo(2_100);
    }

    private static Plan plan() {
        return new Plan(
                Method.TINYPROTO_FP,
                IntStream.range(0, 10).mapToObj(cls -> "class " + cls).toList(),
                MaskScheme.BALANCED.generate(10, 500, 50, 1),
                MaskScheme.BALANCED,
                1,
                new Objective(1, 1, OffMask.ZERO),
                Aps.MEAN,
                Encoding.F32,
                new RoundPolicy(Duration.ofMinutes(2), 1),
                1e6);
    }
}
