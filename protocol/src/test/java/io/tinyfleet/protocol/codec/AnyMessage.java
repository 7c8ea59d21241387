package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Valid messages of every kind, to their limits. */
final class AnyMessage {
    private AnyMessage() {}

    static PlanInForce inForce(Plan plan) {
        return new PlanInForce(plan, PlanHash.of(PlanCodec.encode(plan)));
    }

    static Arbitrary<Plan> plans() {
        return Arbitraries.of(Method.class).flatMap(AnyPlan::of);
    }

    static Arbitrary<? extends Message> of(Kind kind, PlanInForce plan) {
        return switch (kind) {
            case PLAN -> Arbitraries.just(plan.plan());
            case ROUND -> rounds(plan.hash());
            case UPDATE -> updates(plan);
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

    private static Arbitrary<Update> updates(PlanInForce plan) {
        return Combinators.combine(
                        prototypes(plan.plan(), plan.plan().skipping() == null ? 1 : 0),
                        optional(plan.plan().objective().mu() instanceof Mu.Auto, positive()),
                        models(plan.plan(), Update.MOST_SAMPLES))
                .as((prototypes, tau, model) -> new Update(plan.hash(), prototypes, tau, model));
    }

    private static Arbitrary<GlobalPrototypes> globals(PlanInForce plan) {
        return prototypes(plan.plan(), 0).flatMap(prototypes -> Combinators.combine(
                        Arbitraries.integers()
                                .greaterOrEqual(1)
                                .list()
                                .ofSize(prototypes.classes().size()),
                        optional(plan.plan().objective().mu() instanceof Mu.Auto, positive()),
                        models(plan.plan(), Long.MAX_VALUE))
                .as((contributors, mu, model) ->
                        new GlobalPrototypes(plan.hash(), prototypes, contributors, mu, model)));
    }

    /** {@code null} now and then, or always where there can be none. */
    private static <T> Arbitrary<@Nullable T> optional(boolean possible, Arbitrary<T> values) {
        return values.injectNull(possible ? 0.3 : 1);
    }

    private static Arbitrary<@Nullable SharedModel> models(Plan plan, long mostSamples) {
        Arbitrary<SharedModel> models = Combinators.combine(
                        Arbitraries.longs().between(1, mostSamples),
                        Arbitraries.floats().array(float[].class).ofMinSize(1).ofMaxSize(40))
                .as(SharedModel::new);
        return models.injectNull(plan.method().exchange() == Method.Exchange.MODEL ? 0 : 1);
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
        Arbitrary<Accuracy> accuracies = Combinators.combine(share(), share().injectNull(0.3), share(), share())
                .as(Accuracy::new);
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

    /** Within the norm limit and as the encoding leaves them; of no class where the method exchanges none. */
    private static Arbitrary<SparsePrototypes> prototypes(Plan plan, int least) {
        float most = (float) (plan.normLimit() / 10);
        return plan.method().exchange() != Method.Exchange.PROTOTYPES
                ? Arbitraries.just(SparsePrototypes.none(plan.kept()))
                : classes(plan, least).flatMap(classes -> Arbitraries.floats()
                        .between(-most, most)
                        .array(float[].class)
                        .ofSize(classes.size() * plan.kept())
                        .map(values -> UpdateCodec.rounded(new SparsePrototypes(classes, plan.kept(), values), plan)));
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

    static Arbitrary<Double> positive() {
        return Arbitraries.doubles().between(0.01, 1e300);
    }

    /** Any Unicode characters, so that each has up to 4 bytes. */
    static Arbitrary<String> text(int least, int most) {
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
