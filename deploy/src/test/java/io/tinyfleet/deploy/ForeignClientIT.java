package io.tinyfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.testing.ForeignSubscriber;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mosquitto_sub}, knowing nothing of tinyfleet, sees at the demo's broker. */
class ForeignClientIT {
    private static final Topics TOPICS = new Topics(new FleetId("demo"));

    private static final int MOST_LIVE = 3;

    @TempDir
    private Path temporary;

    @Test
    void planRoundAndGlobalPrototypesAreThereForWhoeverComesLate() throws Exception {
        try (TinyfleetProcess demo = TinyfleetProcess.start(temporary, "demo", "--devices", "4", "--rounds", "500")) {
            String hint = demo.awaitLine(line -> line.startsWith("broker on"));
            demo.awaitLine(line -> line.startsWith("round  2/500"));

            PlanInForce plan = PlanCodec.decode(retained(hint, TOPICS.plan()));
            RoundAnnouncement round = RoundCodec.decode(retained(hint, TOPICS.round()), plan.hash());
            GlobalPrototypes global = GlobalPrototypesCodec.decode(retained(hint, TOPICS.everyGlobal()), plan);

            assertThat(plan.plan().classNames()).hasSize(10);
            assertThat(RoundNumber.FIRST.isBefore(round.round())).isTrue();
            assertThat(global.contributors()).allMatch(count -> count >= 1 && count <= 4);
            assertThat(global.prototypes().classes().size()).isEqualTo(10);
        }
    }

    private static byte[] retained(String hint, String filter) throws InterruptedException {
        // What the demo tells its user to type, but for the filter and the format.
        List<String> typed = List.of(hint.replaceFirst(".*mosquitto_sub ", "")
                .replaceFirst(" -t .*", "")
                .split(" "));
        try (ForeignSubscriber client = ForeignSubscriber.subscribe(typed, filter)) {
            ForeignSubscriber.Message message = client.next();
            // A round may be published while the broker looks up what it retained.
            for (int live = 0; !message.retained() && live < MOST_LIVE; live++) {
                message = client.next();
            }
            assertThat(message.retained()).as("retained on %s", filter).isTrue();
            assertThat(message.contentType()).isEqualTo("cbor");
            return message.bytes();
        }
    }
}
