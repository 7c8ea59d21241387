package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Method.Exchange;
import io.tinyfleet.protocol.message.Method.Pull;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Plans with everything that goes together with a method. */
final class AnyPlan {
    private record Shape(List<String> names, ClassMasks masks, MaskScheme scheme, long seed) {}

    private record Values(
            Aps aps, Encoding encoding, @Nullable Skipping skipping) {}

    private AnyPlan() {}

    static Arbitrary<Plan> of(Method method) {
        return Combinators.combine(shapes(method), objectives(method), values(method), rounds(), initialWeights(method))
                .as((shape, objective, values, rounds, initialWeights) -> new Plan(
                        method,
                        shape.names(),
                        shape.masks(),
                        shape.scheme(),
                        shape.seed(),
                        objective,
                        values.aps(),
                        values.encoding(),
                        rounds,
                        values.encoding() == Encoding.F16 ? Encoding.LARGEST_F16 : Plan.LARGEST_NORM_LIMIT,
                        initialWeights,
                        values.skipping()));
    }

    private static Arbitrary<Shape> shapes(Method method) {
        return Combinators.combine(
                        AnyMessage.text(1, 16)
                                .filter(name -> !name.isBlank())
                                .list()
                                .ofMinSize(2)
                                .ofMaxSize(30)
                                .uniqueElements(),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(MaskScheme.class),
                        Arbitraries.longs())
                .as((names, one, other, scheme, seed) -> {
                    int dimensions = Math.max(one, other);
                    int kept = method.isDense() ? dimensions : Math.min(one, other);
                    return new Shape(names, scheme.generate(names.size(), dimensions, kept, seed), scheme, seed);
                });
    }

    private static Arbitrary<Objective> objectives(Method method) {
        Arbitrary<Mu> fixed = AnyMessage.positive().map(Mu.Fixed::new);
        Arbitrary<Mu> mus = method.exchange() == Exchange.PROTOTYPES
                ? Arbitraries.oneOf(fixed, AnyMessage.positive().map(Mu.Auto::new))
                : fixed;
        return Combinators.combine(
                        AnyMessage.positive(),
                        mus,
                        Arbitraries.of(OffMask.class),
                        AnyMessage.positive().injectNull(0.5),
                        contrasts().injectNull(method.pull() == Pull.CONTRAST ? 0 : 1),
                        Arbitraries.integers().between(0, Objective.LONGEST_WARM_UP))
                .as((lambda, mu, offMask, guard, contrast, warmUp) ->
                        new Objective(lambda - 0.01, mu, offMask, guard, contrast, warmUp));
    }

    private static Arbitrary<Contrast> contrasts() {
        return Combinators.combine(AnyMessage.positive(), AnyMessage.positive()).as(Contrast::new);
    }

    private static Arbitrary<Values> values(Method method) {
        if (method.exchange() != Exchange.PROTOTYPES) {
            return Arbitraries.of(Aps.class).map(aps -> new Values(aps, Encoding.F32, null));
        }
        Arbitrary<Skipping> skippings = Combinators.combine(
                        Arbitraries.doubles().between(0.01, 0.99),
                        Arbitraries.integers().between(1, Skipping.MOST_ROUNDS))
                .as(Skipping::new);
        return Combinators.combine(
                        method.isDense() ? Arbitraries.just(Aps.NONE) : Arbitraries.of(Aps.class),
                        Arbitraries.of(Encoding.class),
                        skippings.injectNull(method.isTrainedByAggregator() ? 1 : 0.5))
                .filter((aps, encoding, skipping) -> aps != Aps.SUM || encoding != Encoding.F16)
                .as(Values::new);
    }

    private static Arbitrary<RoundPolicy> rounds() {
        return Combinators.combine(
                        Arbitraries.longs().between(1000, Duration.ofDays(30).toMillis()),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE))
                .as((deadline, quorum) -> new RoundPolicy(Duration.ofMillis(deadline), quorum));
    }

    private static Arbitrary<InitialWeights> initialWeights(Method method) {
        return method.exchange() == Exchange.MODEL
                ? Arbitraries.just(InitialWeights.COMMON)
                : Arbitraries.of(InitialWeights.class);
    }
}
