package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
    /** A message and the plan that it was made under. */
    record Sample(Kind kind, Message message, PlanInForce plan) {}

    @Provide
    Arbitrary<Sample> samples() {
        return AnyMessage.plans().flatMap(plan -> {
            PlanInForce inForce = AnyMessage.inForce(plan);
            return Arbitraries.of(Kind.class)
                    .flatMap(kind -> AnyMessage.of(kind, inForce).map(message -> new Sample(kind, message, inForce)));
        });
    }

    @Property(tries = 500)
    void everyMessageComesBackAsItWas(@ForAll("samples") Sample sample) throws DecodeException {
        Plan plan = sample.plan().plan();
        byte[] bytes = sample.kind().encode(sample.message(), plan);
        Message back = sample.kind().decode(bytes, sample.plan());
        assertThat(back).isEqualTo(sample.message());
        assertThat(sample.kind().encode(back, plan)).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void everyHeadIsAsShortAsItCanBe(@ForAll("samples") Sample sample) {
        byte[] bytes = sample.kind().encode(sample.message(), sample.plan().plan());
        int at = 0;
        while (at < bytes.length) {
            int major = Byte.toUnsignedInt(bytes[at]) >> 5;
            int info = bytes[at] & 0x1F;
            at++;
            assertThat(info).as("info at %s", at).isLessThanOrEqualTo(27);
            int size = info < 24 ? 0 : 1 << (info - 24);
            long argument = info < 24 ? info : 0;
            for (int i = 0; i < size; i++) {
                argument = argument << 8 | Byte.toUnsignedLong(bytes[at++]);
            }
            if (major == 7) {
                assertThat(info).as("only binary64").isEqualTo(27);
                continue;
            }
            long smaller = size == 0 ? 0 : size == 1 ? 24 : 1L << (4 * size);
            assertThat(Long.compareUnsigned(argument, smaller))
                    .as("head at %s", at)
                    .isNotNegative();
            at += major == 2 || major == 3 ? (int) argument : 0;
        }
        assertThat(at).isEqualTo(bytes.length);
    }
}
