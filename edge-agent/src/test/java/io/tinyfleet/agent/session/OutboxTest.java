package io.tinyfleet.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** Megabytes sent twice because the receipt took six seconds would be a waste. */
    @Test
    void aModelWaitsAMinuteForItsReceipt() {
        Update update = new Update(
                PlanHash.of(new byte[] {1}), SparsePrototypes.none(1), null, new SharedModel(1, new float[] {1}));
        Outbox sent = Outbox.unsent(RoundNumber.FIRST, new Progress.Owed(update, NOON.plusSeconds(3_600)))
                .sentAt(NOON);

        assertThat(sent.isDue(NOON.plusSeconds(59))).isFalse();
        assertThat(sent.isDue(NOON.plusSeconds(60))).isTrue();
        assertThat(sent.sentAt(NOON.plusSeconds(60)).nextSend()).isEqualTo(NOON.plusSeconds(120));
    }
}
