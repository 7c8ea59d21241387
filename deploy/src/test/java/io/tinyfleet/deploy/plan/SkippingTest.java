package io.tinyfleet.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.prototype.Uploads;
import io.tinyfleet.aggregator.prototype.Combination;
import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Devices that leave out what hardly moved, and the aggregator that fills it in: updates and receipts get lost, rounds are
 * skipped, devices restart and forget. What counts is what each device promised: its prototype, or one so near to it and
 * so new that it may stand for it.
 */
class SkippingTest {
    private static final int CLASSES = 3;
    private static final int KEPT = 2;
    private static final Skipping SKIPPING = new Skipping(0.1, 4);

    private record Word(int round, float first, float second) {}

    private static final class Device {
        final DeviceId id;
        final float[][] prototypes = new float[CLASSES][KEPT];
        Uploads uploads;
        /** By class: what the aggregator heard last, in truth. */
        final Map<Integer, Word> stands = new HashMap<>();

        Device(int number, Plan plan, Random random) {
            id = new DeviceId("d" + number);
            uploads = new Uploads(plan);
            for (float[] prototype : prototypes) {
                prototype[0] = 50 + random.nextInt(50);
            }
        }

        Word standing(int cls) {
            return Objects.requireNonNull(stands.get(cls));
        }

        SparsePrototypes exact() {
            float[] values = new float[CLASSES * KEPT];
            for (int i = 0; i < values.length; i++) {
                values[i] = prototypes[i / KEPT][i % KEPT];
            }
            return new SparsePrototypes(ClassSet.of(0, 1, 2), KEPT, values);
        }

        /** Mostly little steps; now and then a leap, and back. */
        void move(Random random) {
            for (float[] prototype : prototypes) {
                prototype[1] = random.nextInt(6) == 0 ? 40 - prototype[1] : prototype[1];
                prototype[0] += (float) random.nextGaussian();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void whatCountsIsWhatDevicesSaidOrWhatIsNearToIt(Encoding encoding) throws Exception {
        int leftOut = 0;
        for (long seed = 1; seed <= 40; seed++) {
            leftOut += run(encoding, seed);
        }
        assertThat(leftOut).as("classes that were left out").isGreaterThan(1_000);
    }

    private static int run(Encoding encoding, long seed) throws Exception {
        Random random = new Random(seed);
        PlanInForce plan = plan(encoding);
        List<Device> devices = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            devices.add(new Device(number, plan.plan(), random));
        }
        Memory memory = Memory.NOTHING;
        int leftOut = 0;
        for (int round = 1; round <= 60; round++) {
            SortedMap<DeviceId, Update> accepted = new TreeMap<>();
            List<Device> heard = new ArrayList<>();
            for (Device device : devices) {
                device.move(random);
                if (random.nextInt(15) == 0) {
                    device.uploads = new Uploads(plan.plan());
                }
                if (random.nextInt(8) == 0) {
                    continue;
                }
                SparsePrototypes sent = device.uploads.of(new RoundNumber(round), device.exact());
                if (random.nextInt(8) == 0) {
                    continue;
                }
                accepted.put(device.id, decoded(new Update(plan.hash(), sent), plan));
                heard.add(device);
                leftOut += CLASSES - sent.classes().size();
                remember(device, round, sent);
                requirePromise(device, round, seed);
                if (random.nextInt(8) > 0) {
                    device.uploads.accepted(new RoundNumber(round));
                }
            }
            if (random.nextInt(6) == 0) {
                memory = memory.withAccepted(plan.plan(), new RoundNumber(round), accepted);
                continue;
            }
            Combination combined = Combination.of(plan, memory, new RoundNumber(round), accepted, new int[CLASSES]);
            assertThat(combined.global().prototypes())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(UpdateCodec.rounded(meanOf(heard), plan.plan()));
            memory = combined.memory();
        }
        return leftOut;
    }

    private static void remember(Device device, int round, SparsePrototypes sent) {
        for (int position = 0; position < sent.classes().size(); position++) {
            device.stands.put(
                    sent.classes().at(position), new Word(round, sent.value(position, 0), sent.value(position, 1)));
        }
    }

    /** Of every class that was left out. */
    private static void requirePromise(Device device, int round, long seed) {
        for (int cls = 0; cls < CLASSES; cls++) {
            Word word = device.standing(cls);
            if (word.round() < round) {
                double moved =
                        Math.hypot(device.prototypes[cls][0] - word.first(), device.prototypes[cls][1] - word.second());
                assertThat(moved)
                        .as("seed %d, round %d", seed, round)
                        .isLessThanOrEqualTo(SKIPPING.threshold() * Math.hypot(word.first(), word.second()));
                assertThat(round - word.round()).isLessThanOrEqualTo(SKIPPING.longestRounds());
            }
        }
    }

    /** In device order, in double. */
    private static SparsePrototypes meanOf(List<Device> heard) {
        if (heard.isEmpty()) {
            return SparsePrototypes.none(KEPT);
        }
        float[] mean = new float[CLASSES * KEPT];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (Device device : heard) {
                Word word = device.standing(i / KEPT);
                sum += i % KEPT == 0 ? word.first() : word.second();
            }
            mean[i] = (float) (sum / heard.size());
        }
        return new SparsePrototypes(ClassSet.of(0, 1, 2), KEPT, mean);
    }

    private static Update decoded(Update update, PlanInForce plan) throws Exception {
        return UpdateCodec.decode(UpdateCodec.encode(update, plan.plan()), plan);
    }

    private static PlanInForce plan(Encoding encoding) throws Exception {
        Plan plan = new Plan(
                Method.TINYPROTO_FP,
                List.of("red", "green", "blue"),
                MaskScheme.BLOCKS.generate(CLASSES, CLASSES * KEPT, KEPT, 1),
                MaskScheme.BLOCKS,
                1,
                new Objective(1, 1, OffMask.ZERO),
                Aps.MEAN,
                encoding,
                new RoundPolicy(Duration.ofSeconds(10), 1),
                60_000,
                InitialWeights.OWN,
                SKIPPING);
        return PlanCodec.decode(PlanCodec.encode(plan));
    }
}
