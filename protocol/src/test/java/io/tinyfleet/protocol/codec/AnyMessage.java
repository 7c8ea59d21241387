package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid messages of every kind, to their limits. */
final class AnyMessage {
    private AnyMessage() {}

    static PlanInForce inForce(Plan plan) {
        return new PlanInForce(plan, PlanHash.of(PlanCodec.encode(plan)));
    }

    static Arbitrary<Plan> plans() {
        Arbitrary<Plan> shapes = Combinators.combine(
                        text(1, 16)
                                .filter(name -> !name.isBlank())
                                .list()
                                .ofMinSize(2)
                                .ofMaxSize(30)
                                .uniqueElements(),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(MaskScheme.class),
                        Arbitraries.longs())
                .as((names, one, other, scheme, seed) ->
                        plan(names, Math.max(one, other), Math.min(one, other), scheme, seed));
        return Combinators.combine(
                        shapes,
                        positive(),
                        Arbitraries.of(OffMask.class),
                        Arbitraries.of(Aps.class),
                        Arbitraries.longs().between(1000, Duration.ofDays(30).toMillis()),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE))
                .as((shape, number, offMask, aps, deadline, quorum) -> new Plan(
                        shape.method(),
                        shape.classNames(),
                        shape.masks(),
                        shape.maskScheme(),
                        shape.maskSeed(),
                        new Objective(number - Double.MIN_VALUE, number, offMask),
                        aps,
                        shape.encoding(),
                        new RoundPolicy(Duration.ofMillis(deadline), quorum),
                        Double.MAX_VALUE));
    }

    private static Plan plan(List<String> names, int dimensions, int kept, MaskScheme scheme, long seed) {
        return new Plan(
                Method.TINYPROTO_FP,
                names,
                scheme.generate(names.size(), dimensions, kept, seed),
                scheme,
                seed,
                new Objective(1, 1, OffMask.ZERO),
                Aps.MEAN,
                Encoding.F32,
                new RoundPolicy(Duration.ofSeconds(1), 1),
                1);
    }

    static Arbitrary<? extends Message> of(Kind kind, PlanInForce plan) {
        return switch (kind) {
            case PLAN -> Arbitraries.just(plan.plan());
            case ROUND -> rounds(plan.hash());
            case UPDATE -> prototypes(plan.plan(), 1).map(prototypes -> new Update(plan.hash(), prototypes));
            case GLOBAL -> globals(plan);
            case STATUS -> Arbitraries.oneOf(Arbitraries.just(new Offline()), online(plan));
            case RECEIPT -> receipts(plan.hash());
            case REPORT -> reports(plan.hash());
        };
    }

    private static Arbitrary<RoundAnnouncement> rounds(PlanHash hash) {
        return Combinators.combine(
                        roundNumbers(),
                        Arbitraries.of(RoundPhase.class),
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.longs().between(0, RoundAnnouncement.LATEST.toEpochMilli()),
                        Arbitraries.longs().between(0, RoundAnnouncement.LATEST.toEpochMilli()),
                        text(0, 64))
                .as((round, phase, basis, one, other, note) -> new RoundAnnouncement(
                        hash,
                        round,
                        phase,
                        new RoundNumber(basis % round.value()),
                        Instant.ofEpochMilli(Math.min(one, other)),
                        Instant.ofEpochMilli(Math.max(one, other)),
                        note));
    }

    private static Arbitrary<GlobalPrototypes> globals(PlanInForce plan) {
        return prototypes(plan.plan(), 0).flatMap(prototypes -> Arbitraries.integers()
                .greaterOrEqual(1)
                .list()
                .ofSize(prototypes.classes().size())
                .map(contributors -> new GlobalPrototypes(plan.hash(), prototypes, contributors)));
    }

    private static Arbitrary<Online> online(PlanInForce plan) {
        return Combinators.combine(text(0, 16), text(0, 16), classes(plan.plan(), 0))
                .as((agent, model, classes) -> new Online(plan.hash(), agent, model, classes));
    }

    private static Arbitrary<Receipt> receipts(PlanHash hash) {
        return Combinators.combine(
                        roundNumbers(), Arbitraries.of(Rejection.class).injectNull(0.2), text(0, 64))
                .as((round, rejection, detail) -> rejection == null
                        ? Receipt.accepted(hash, round)
                        : new Receipt(hash, round, rejection, detail));
    }

    private static Arbitrary<Report> reports(PlanHash hash) {
        Arbitrary<Accuracy> accuracies =
                Combinators.combine(share(), share().injectNull(0.3), share()).as(Accuracy::new);
        return Combinators.combine(
                        roundNumbers(),
                        accuracies,
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.doubles(),
                        Arbitraries.doubles(),
                        positive().injectNull(0.3),
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().greaterOrEqual(0))
                .as((round, accuracy, samples, crossEntropy, pull, tau, ms, bytes) ->
                        new Report(hash, round, accuracy, samples, crossEntropy, pull, tau, ms, bytes));
    }

    private static Arbitrary<SparsePrototypes> prototypes(Plan plan, int least) {
        return classes(plan, least).flatMap(classes -> Arbitraries.floats()
                .array(float[].class)
                .ofSize(classes.size() * plan.kept())
                .map(values -> new SparsePrototypes(classes, plan.kept(), values)));
    }

    private static Arbitrary<ClassSet> classes(Plan plan, int least) {
        return Arbitraries.integers()
                .between(0, plan.classes() - 1)
                .set()
                .ofMinSize(least)
                .map(set -> ClassSet.of(
                        set.stream().mapToInt(Integer::intValue).sorted().toArray()));
    }

    private static Arbitrary<RoundNumber> roundNumbers() {
        return Arbitraries.integers().greaterOrEqual(1).map(RoundNumber::new);
    }

    private static Arbitrary<Double> share() {
        return Arbitraries.doubles().between(0, 1);
    }

    private static Arbitrary<Double> positive() {
        return Arbitraries.doubles().between(0.01, 1e300);
    }

    /** Any Unicode characters, so that each has up to 4 bytes. */
    private static Arbitrary<String> text(int least, int most) {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(points -> {
                    StringBuilder text = new StringBuilder();
                    points.forEach(text::appendCodePoint);
                    return text.toString();
                });
    }
}
