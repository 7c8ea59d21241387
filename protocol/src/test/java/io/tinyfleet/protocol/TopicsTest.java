package io.tinyfleet.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.Address.Elsewhere;
import io.tinyfleet.protocol.Address.OfGlobal;
import io.tinyfleet.protocol.Address.OfPlan;
import io.tinyfleet.protocol.Address.OfReceipt;
import io.tinyfleet.protocol.Address.OfReport;
import io.tinyfleet.protocol.Address.OfRound;
import io.tinyfleet.protocol.Address.OfStatus;
import io.tinyfleet.protocol.Address.OfUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final Topics TOPICS = new Topics(new FleetId("demo"));
    private static final DeviceId DEVICE = new DeviceId("machine-01");
    private static final RoundNumber ROUND = new RoundNumber(3);

    @Test
    void everyTopicIsWrittenAsSpecified() {
        assertThat(TOPICS.plan()).isEqualTo("tinyfleet/v1/demo/plan");
        assertThat(TOPICS.round()).isEqualTo("tinyfleet/v1/demo/round");
        assertThat(TOPICS.update(ROUND, DEVICE)).isEqualTo("tinyfleet/v1/demo/round/3/update/machine-01");
        assertThat(TOPICS.global(ROUND)).isEqualTo("tinyfleet/v1/demo/round/3/global");
        assertThat(TOPICS.status(DEVICE)).isEqualTo("tinyfleet/v1/demo/device/machine-01/status");
        assertThat(TOPICS.receipt(DEVICE)).isEqualTo("tinyfleet/v1/demo/device/machine-01/receipt");
        assertThat(TOPICS.report(DEVICE)).isEqualTo("tinyfleet/v1/demo/device/machine-01/report");
    }

    @Test
    void filtersHaveAWildcardWhereTopicsDiffer() {
        assertThat(TOPICS.everyUpdate()).isEqualTo("tinyfleet/v1/demo/round/+/update/+");
        assertThat(TOPICS.everyGlobal()).isEqualTo("tinyfleet/v1/demo/round/+/global");
        assertThat(TOPICS.everyStatus()).isEqualTo("tinyfleet/v1/demo/device/+/status");
        assertThat(TOPICS.everyReport()).isEqualTo("tinyfleet/v1/demo/device/+/report");
    }

    @Test
    void everyTopicParsesToWhatItWasMadeOf() {
        RoundNumber last = new RoundNumber(Integer.MAX_VALUE);
        assertThat(TOPICS.parse(TOPICS.plan())).isEqualTo(new OfPlan());
        assertThat(TOPICS.parse(TOPICS.round())).isEqualTo(new OfRound());
        assertThat(TOPICS.parse(TOPICS.update(ROUND, DEVICE))).isEqualTo(new OfUpdate(ROUND, DEVICE));
        assertThat(TOPICS.parse(TOPICS.update(last, DEVICE))).isEqualTo(new OfUpdate(last, DEVICE));
        assertThat(TOPICS.parse(TOPICS.global(ROUND))).isEqualTo(new OfGlobal(ROUND));
        assertThat(TOPICS.parse(TOPICS.status(DEVICE))).isEqualTo(new OfStatus(DEVICE));
        assertThat(TOPICS.parse(TOPICS.receipt(DEVICE))).isEqualTo(new OfReceipt(DEVICE));
        assertThat(TOPICS.parse(TOPICS.report(DEVICE))).isEqualTo(new OfReport(DEVICE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "plan",
                "tinyfleet/v1/demo",
                "tinyfleet/v1/demo/",
                "tinyfleet/v1/demo//plan",
                "/tinyfleet/v1/demo/plan",
                "tinyfleet/v1/demo/plan/",
                "tinyfleet/v1/demo/Plan",
                "tinyfleet/v1/demo/plan ",
                "tinyfleet/v1/demo/plans",
                "tinyfleet/v1/other/plan",
                "tinyfleet/v1/demo2/plan",
                "tinyfleet/v2/demo/plan",
                "Tinyfleet/v1/demo/plan",
                "tinyfleet/v1/demo/+",
                "tinyfleet/v1/demo/#",
                "tinyfleet/v1/demo/round/",
                "tinyfleet/v1/demo/round/3",
                "tinyfleet/v1/demo/round/3/",
                "tinyfleet/v1/demo/round/3/global/",
                "tinyfleet/v1/demo/round/3/Global",
                "tinyfleet/v1/demo/round/03/global",
                "tinyfleet/v1/demo/round/0/global",
                "tinyfleet/v1/demo/round/-1/global",
                "tinyfleet/v1/demo/round/+1/global",
                "tinyfleet/v1/demo/round/ 1/global",
                "tinyfleet/v1/demo/round/2147483648/global",
                "tinyfleet/v1/demo/round/99999999999999999999/global",
                "tinyfleet/v1/demo/round/\u0663/global",
                "tinyfleet/v1/demo/round/+/global",
                "tinyfleet/v1/demo/round//global",
                "tinyfleet/v1/demo/round/3/update",
                "tinyfleet/v1/demo/round/3/update/",
                "tinyfleet/v1/demo/round/3/update/+",
                "tinyfleet/v1/demo/round/3/update/Machine-01",
                "tinyfleet/v1/demo/round/3/update/machine_01",
                "tinyfleet/v1/demo/round/3/update/machine-01/",
                "tinyfleet/v1/demo/round/3/update/machine-01/x",
                "tinyfleet/v1/demo/round/0/update/machine-01",
                "tinyfleet/v1/demo/round/01/update/machine-01",
                "tinyfleet/v1/demo/device/machine-01",
                "tinyfleet/v1/demo/device/machine-01/",
                "tinyfleet/v1/demo/device//status",
                "tinyfleet/v1/demo/device/+/status",
                "tinyfleet/v1/demo/device/-x/status",
                "tinyfleet/v1/demo/device/machine-01/Status",
                "tinyfleet/v1/demo/device/machine-01/status/",
                "tinyfleet/v1/demo/device/machine-01/update",
                "$share/group/tinyfleet/v1/demo/plan"
            })
    void anythingElseIsElsewhere(String topic) {
        assertThat(TOPICS.parse(topic)).isEqualTo(new Elsewhere());
    }
}
