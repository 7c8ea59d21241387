package io.tinyfleet.aggregator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.aggregator.prototype.MuControl;
import io.tinyfleet.aggregator.prototype.StandingUploads;
import io.tinyfleet.aggregator.prototype.trained.NetworkState;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Plan;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** K = 3, s = 2. */
class MemoryCodecTest {
    private static final Plan PLAN = Plans.plan(3, 2, Aps.MEAN).plan();
    private static final Memory EVERYTHING = new Memory(standing(), scale(), NetworkState.initial(3, 2, 5));

    private static StandingUploads standing() {
        return new StandingUploads(new TreeMap<>(Map.of(
                new DeviceId("a"),
                new TreeMap<>(Map.of(0, standing(4, 0, 1.5f, -0.0f), 2, standing(7, 2, Float.MIN_VALUE, 1e30f))),
                new DeviceId("b"),
                new TreeMap<>(Map.of(1, standing(7, 1, 2, 3))))));
    }

    private static StandingUploads.Standing standing(int round, int cls, float... values) {
        return new StandingUploads.Standing(new RoundNumber(round), Plans.prototypes(ClassSet.of(cls), values));
    }

    private static MuControl scale() {
        return new MuControl(
                new TreeMap<>(Map.of(new DeviceId("a"), new MuControl.Ratio(new RoundNumber(7), 4_500.25))), 2e-4);
    }

    @Test
    void whatIsReadIsWhatWasWrittenToTheLastBit() throws Exception {
        for (Memory memory : new Memory[] {
            Memory.NOTHING,
            EVERYTHING,
            new Memory(standing(), MuControl.BEGIN, null),
            new Memory(StandingUploads.NONE, scale(), null),
            new Memory(StandingUploads.NONE, MuControl.BEGIN, NetworkState.initial(3, 2, 5))
        }) {
            byte[] bytes = MemoryCodec.encode(memory);
            assertThat(MemoryCodec.decode(bytes, PLAN)).isEqualTo(memory);
            assertThat(MemoryCodec.encode(MemoryCodec.decode(bytes, PLAN))).isEqualTo(bytes);
        }
    }

    @Test
    void whatIsCutOrHasMoreIsRefused() {
        byte[] whole = MemoryCodec.encode(EVERYTHING);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIOException().isThrownBy(() -> MemoryCodec.decode(cut, PLAN));
        }
        assertThatIOException()
                .isThrownBy(() -> MemoryCodec.decode(Arrays.copyOf(whole, whole.length + 1), PLAN))
                .withMessage("1 bytes too many");
    }

    /** Damage may go unseen where it makes other values; it never makes anything but a refusal. */
    @Test
    void whateverBitIsTurnedNothingElseIsThrown() {
        byte[] whole = MemoryCodec.encode(EVERYTHING);
        int refused = 0;
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] turned = whole.clone();
            turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                MemoryCodec.decode(turned, PLAN);
            } catch (IOException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
