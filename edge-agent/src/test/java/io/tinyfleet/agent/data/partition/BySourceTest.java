package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.protocol.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BySourceTest {
    @Test
    void partsAndOrderAreThePublishers() throws DataException {
        Pool pool = pool(
                Pools.measured("B", Part.TEST, 0, 2, 0),
                Pools.measured("7", Part.TRAIN, 2, 2, 0),
                Pools.measured("B", Part.TRAIN, 4, 1, 0),
                Pools.measured("7", Part.TEST, 5, 1, 0));

        assertThat(new BySource(1).deal(pool))
                .containsExactly(
                        new Share(new DeviceId("b"), List.of(4), List.of(0, 1)),
                        new Share(new DeviceId("client-7"), List.of(2, 3), List.of(5)));
    }

    @Test
    void withoutPartsThreeQuartersAreForTraining() throws DataException {
        Pool pool = pool(Pools.measured("a", Part.ANY, 0, 8, 0), Pools.measured("b", Part.ANY, 8, 4, 1));

        List<Share> shares = new BySource(1).deal(pool);

        assertThat(shares).extracting(share -> share.train().size()).containsExactly(6, 3);
        assertThat(Pools.all(shares)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(new BySource(1).deal(pool)).isEqualTo(shares);
        assertThat(new BySource(2).deal(pool)).isNotEqualTo(shares);
    }

    @Test
    void devicesThatCannotBeAreTold() {
        refused(
                pool(Pools.measured("a", Part.TRAIN, 0, 8, 0)),
                "a: 8 samples for training and 0 for testing, expected at" + " least one of each");
        refused(
                pool(Pools.measured("ä", Part.ANY, 0, 8, 0)),
                "'?' cannot name a device, expected 1 to 32 characters of a-z 0-9 -, beginning with a letter or digit");
        refused(
                pool(Pools.measured("a b", Part.ANY, 0, 8, 0), Pools.measured("A-B", Part.ANY, 0, 8, 0)),
                "'A-B' and 'a b' would both be device a-b, expected names that differ in a-z 0-9 -");
    }

    @Test
    void unknownDeviceIsTheCallersError() throws DataException {
        DataSource data = new BySource(1).over(pool(Pools.measured("a", Part.ANY, 0, 8, 0)));

        assertThatThrownBy(() -> data.load(new DeviceId("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no data for device b, only for 1 devices: a");
    }

    private static void refused(Pool pool, String message) {
        assertThatThrownBy(() -> new BySource(1).deal(pool))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static Pool pool(Measured... measured) {
        return new MeasuredPool(Pools.names(2), List.of(measured), false);
    }
}
