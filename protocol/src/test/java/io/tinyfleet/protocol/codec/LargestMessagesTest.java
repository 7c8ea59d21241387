package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promise of {@link Plan}: no message made under a valid one is larger than a receiver takes. */
class LargestMessagesTest {
    private static Plan plan(Method method, Encoding encoding, Mu mu, int classes, int dimensions, int kept) {
        List<String> names = IntStream.range(0, classes)
                .mapToObj(cls -> String.format("%" + Plan.LONGEST_NAME + "d", cls))
                .toList();
        return new Plan(
                method,
                names,
                MaskScheme.BLOCKS.generate(classes, dimensions, kept, 1),
                MaskScheme.BLOCKS,
                Long.MIN_VALUE,
                new Objective(1, mu, OffMask.ZERO, 1.5, null, Objective.LONGEST_WARM_UP),
                Aps.MEAN,
                encoding,
                new RoundPolicy(RoundPolicy.LONGEST_DEADLINE, Integer.MAX_VALUE),
                1,
                InitialWeights.COMMON,
                null);
    }

    private static void assertFits(byte[] message) {
        assertFits(message, 1 << 20);
    }

    private static void assertFits(byte[] message, int most) {
        assertThat(message.length).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @EnumSource
    void aThousandClassesOfManyDimensionsFit(Encoding encoding) throws DecodeException {
        Plan plan = plan(Method.TINYPROTO_FP, encoding, new Mu.Auto(0.9), 1000, 7200, 250);
        PlanInForce inForce = PlanCodec.decode(PlanCodec.encode(plan));
        assertFits(PlanCodec.encode(plan));
        ClassSet all = ClassSet.of(IntStream.range(0, 1000).toArray());
        float[] values = new float[Plan.MOST_VALUES];
        Arrays.fill(values, 0.01f);
        SparsePrototypes prototypes = UpdateCodec.rounded(new SparsePrototypes(all, 250, values), plan);
        Update update = new Update(inForce.hash(), prototypes, 0.9, null);
        GlobalPrototypes global = new GlobalPrototypes(
                inForce.hash(), prototypes, Collections.nCopies(1000, Integer.MAX_VALUE), 0.9, null);
        assertFits(UpdateCodec.encode(update, plan));
        assertFits(GlobalPrototypesCodec.encode(global, plan));
        assertThat(UpdateCodec.decode(UpdateCodec.encode(update, plan), inForce))
                .isEqualTo(update);
        assertThat(GlobalPrototypesCodec.decode(GlobalPrototypesCodec.encode(global, plan), inForce))
                .isEqualTo(global);
    }

    @Test
    void theLargestModelFits() throws DecodeException {
        Plan plan = plan(Method.FEDAVG, Encoding.F32, new Mu.Fixed(1), 1000, 250, 250);
        PlanInForce inForce = PlanCodec.decode(PlanCodec.encode(plan));
        SparsePrototypes none = SparsePrototypes.none(250);
        float[] values = new float[Plan.MOST_MODEL_VALUES];
        Arrays.fill(values, Float.MIN_VALUE);
        Update update = new Update(inForce.hash(), none, null, new SharedModel(Update.MOST_SAMPLES, values));
        GlobalPrototypes global =
                new GlobalPrototypes(inForce.hash(), none, List.of(), null, new SharedModel(Long.MAX_VALUE, values));
        assertFits(UpdateCodec.encode(update, plan), 8 << 20);
        assertFits(GlobalPrototypesCodec.encode(global, plan), 8 << 20);
        assertThat(UpdateCodec.decode(UpdateCodec.encode(update, plan), inForce))
                .isEqualTo(update);
        assertThat(GlobalPrototypesCodec.decode(GlobalPrototypesCodec.encode(global, plan), inForce))
                .isEqualTo(global);
    }

    @Test
    void aMessageThatNoReceiverTakesIsNotWritten() {
        Plan plan = plan(Method.TINYPROTO_FP, Encoding.F32, new Mu.Fixed(1), 2, 65_536, 65_536);
        SparsePrototypes many = new SparsePrototypes(ClassSet.of(0), 250_000, new float[250_000]);
        Update both = new Update(Example.HASH, many, null, new SharedModel(1, new float[100_000]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.encode(both, plan))
                .withMessageContaining("none has more than 1048576");
    }
}
