package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device sends and receives in a round, in whole PUBLISH packets, and that SPEC.md says so. */
class PacketSizesTest {
    private static final Topics TOPICS = new Topics(new FleetId("demo"));
    private static final RoundNumber ROUND = new RoundNumber(3);
    /** Devices behind a global prototype, as in the demo with the recordings. */
    private static final int DEVICES = 46;

    private static final int CONTENT_TYPE_BYTES = 1 + 2 + "cbor".length();
    private static final int EXPIRY_BYTES = 1 + 4;

    private static Plan plan(Method method, Encoding encoding, int classes, int kept) {
        boolean dense = method == Method.FEDPROTO;
        Mu mu = dense ? new Mu.Fixed(1) : new Mu.Auto(Mu.Auto.DEFAULT_TARGET);
        return new Plan(
                method,
                IntStream.range(0, classes).mapToObj(cls -> "class " + cls).toList(),
                MaskScheme.BLOCKS.generate(classes, 500, kept, 1),
                MaskScheme.BLOCKS,
                1,
                new Objective(1, mu, OffMask.ZERO, null, null, 0),
                dense ? Aps.NONE : Aps.MEAN,
                encoding,
                new RoundPolicy(Duration.ofMinutes(2), 1),
                1000);
    }

    private static int update(Plan plan) {
        Double tau = plan.objective().mu() instanceof Mu.Auto ? 0.9 : null;
        byte[] payload = UpdateCodec.encode(new Update(new PlanHash(-1), allClasses(plan), tau, null), plan);
        return packet(TOPICS.update(ROUND, new DeviceId("machine-01")), CONTENT_TYPE_BYTES + EXPIRY_BYTES, payload);
    }

    private static int global(Plan plan) {
        Double mu = plan.objective().mu() instanceof Mu.Auto ? 0.01 : null;
        byte[] payload = GlobalPrototypesCodec.encode(
                new GlobalPrototypes(
                        new PlanHash(-1), allClasses(plan), Collections.nCopies(plan.classes(), DEVICES), mu, null),
                plan);
        return packet(TOPICS.global(ROUND), CONTENT_TYPE_BYTES, payload);
    }

    private static SparsePrototypes allClasses(Plan plan) {
        ClassSet all = ClassSet.of(IntStream.range(0, plan.classes()).toArray());
        return new SparsePrototypes(all, plan.kept(), new float[plan.classes() * plan.kept()]);
    }

    /** MQTT 5, 3.3, QoS 1: topic, packet identifier, properties behind one byte of length, payload. */
    private static int packet(String topic, int properties, byte[] payload) {
        int remaining = 2 + topic.getBytes(StandardCharsets.UTF_8).length + 2 + 1 + properties + payload.length;
        int lengthBytes = remaining < 1 << 7 ? 1 : remaining < 1 << 14 ? 2 : remaining < 1 << 21 ? 3 : 4;
        return 1 + lengthBytes + remaining;
    }

    private static int both(Plan plan) {
        return update(plan) + global(plan);
    }

    @ParameterizedTest
    @CsvSource({
        "10, FEDPROTO, F32, 500", "10, TINYPROTO_FP, F32, 50", "10, TINYPROTO_FP, F16, 50",
        "10, TINYPROTO_FP, I8, 50", "10, TINYPROTO_FP, I8, 200", "100, FEDPROTO, F32, 500",
        "100, TINYPROTO_FP, F32, 50", "100, TINYPROTO_FP, F16, 50", "100, TINYPROTO_FP, I8, 50",
        "100, TINYPROTO_FP, I8, 200"
    })
    void theSpecificationStatesTheSizes(int classes, Method method, Encoding encoding, int kept) throws IOException {
        Plan plan = plan(method, encoding, classes, kept);
        int dense = both(plan(Method.FEDPROTO, Encoding.F32, classes, 500));
        NumberFormat count = NumberFormat.getIntegerInstance(Locale.ROOT);
        String row = String.format(
                Locale.ROOT,
                "| %d | %s | %s | %d | %s | %s | %s | 1/%.1f |",
                classes,
                method.label(),
                encoding.name().toLowerCase(Locale.ROOT),
                kept,
                count.format(update(plan)),
                count.format(global(plan)),
                count.format(both(plan)),
                dense / (double) both(plan));
        assertThat(Files.readString(Path.of("SPEC.md"))).contains(row);
    }

    @Test
    void i8TakesAThirtiethOfDenseBinary32OrLess() {
        assertThat(30 * both(plan(Method.TINYPROTO_FP, Encoding.I8, 10, 50)))
                .isLessThanOrEqualTo(both(plan(Method.FEDPROTO, Encoding.F32, 10, 500)));
        assertThat(36 * both(plan(Method.TINYPROTO_FP, Encoding.I8, 100, 50)))
                .isLessThanOrEqualTo(both(plan(Method.FEDPROTO, Encoding.F32, 100, 500)));
    }

    @Test
    void fourTimesTheDimensionsInI8CostWhatTheyDoInF32() {
        for (int classes : new int[] {10, 100}) {
            int sparse = both(plan(Method.TINYPROTO_FP, Encoding.F32, classes, 50));
            assertThat((double) both(plan(Method.TINYPROTO_FP, Encoding.I8, classes, 200)))
                    .isBetween(sparse * 1.0, sparse * 1.01);
        }
    }
}
