package io.tinyfleet.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.deploy.local.TrafficCount.Bytes;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import org.junit.jupiter.api.Test;

class TrafficCountTest {
    private static final Topics TOPICS = new Topics(new FleetId("demo"));
    private static final DeviceId DEVICE = new DeviceId("gw-1");
    private static final RoundNumber FIRST = RoundNumber.FIRST;
    private static final RoundNumber SECOND = FIRST.next();

    private final TrafficCount traffic = new TrafficCount(TOPICS);

    @Test
    void prototypesAreCountedByRoundAndDirection() {
        traffic.published(TOPICS.update(FIRST, DEVICE), 2_031, 2_094);
        traffic.published(TOPICS.update(SECOND, DEVICE), 2_031, 2_094);
        traffic.delivered(TOPICS.global(FIRST), 2_042, 2_090);
        traffic.delivered(TOPICS.global(FIRST), 2_042, 2_090);

        assertThat(traffic.prototypes(FIRST)).isEqualTo(new Bytes(2_094, 4_180));
        assertThat(traffic.prototypes(SECOND)).isEqualTo(new Bytes(2_094, 0));
        assertThat(traffic.globalDeliveries(FIRST)).isEqualTo(2);
        assertThat(traffic.globalDeliveries(SECOND)).isZero();
        assertThat(traffic.control()).isEqualTo(Bytes.NONE);
    }

    @Test
    void everythingElseIsControl() {
        traffic.published(TOPICS.status(DEVICE), 30, 80);
        traffic.published(TOPICS.report(DEVICE), 60, 120);
        traffic.delivered(TOPICS.plan(), 900, 950);
        traffic.delivered(TOPICS.receipt(DEVICE), 14, 70);
        traffic.delivered(TOPICS.global(FIRST), 0, 50);

        assertThat(traffic.control()).isEqualTo(new Bytes(200, 1_070));
        assertThat(traffic.prototypes(FIRST)).isEqualTo(Bytes.NONE);
        assertThat(traffic.globalDeliveries(FIRST)).isZero();
    }
}
