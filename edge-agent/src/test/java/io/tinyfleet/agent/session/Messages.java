package io.tinyfleet.agent.session;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Instant;
import java.util.List;

/** What a session hears and what it is to do, in few words. What belongs to a round carries its number as a value. */
final class Messages {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final PlanInForce PLAN_A = new PlanInForce(Plans.small(), new PlanHash(0xA));
    static final PlanInForce PLAN_B = new PlanInForce(Plans.another(), new PlanHash(0xB));

    private Messages() {}

    static RoundNumber number(int round) {
        return new RoundNumber(round);
    }

    static RoundAnnouncement open(int round, int basis) {
        return announcement(round, RoundPhase.OPEN, basis);
    }

    static RoundAnnouncement published(int round) {
        return announcement(round, RoundPhase.PUBLISHED, round - 1);
    }

    static RoundAnnouncement skipped(int round) {
        return announcement(round, RoundPhase.SKIPPED, round - 1);
    }

    private static RoundAnnouncement announcement(int round, RoundPhase phase, int basis) {
        return new RoundAnnouncement(
                PLAN_A.hash(), number(round), phase, number(basis), START, deadlineOf(number(round)), "");
    }

    static Instant deadlineOf(RoundNumber round) {
        return START.plusSeconds(60L * round.value());
    }

    static GlobalPrototypes global(int round) {
        return new GlobalPrototypes(PLAN_A.hash(), prototypes(round), List.of(1));
    }

    static Update update(int round) {
        return update(PLAN_A, round);
    }

    /** A model, prototypes, or nothing but a τ. */
    static Update update(PlanInForce plan, int round) {
        return switch (round % 3) {
            case 0 ->
                new Update(plan.hash(), SparsePrototypes.none(2), null, new SharedModel(round, new float[] {-round}));
            case 1 -> new Update(plan.hash(), prototypes(-round));
            default -> new Update(plan.hash(), SparsePrototypes.none(2), (double) round, null);
        };
    }

    static Receipt accepted(int round) {
        return Receipt.accepted(PLAN_A.hash(), number(round));
    }

    static Receipt rejected(int round) {
        return Receipt.rejected(PLAN_A.hash(), number(round), Rejection.LATE, "made up");
    }

    static Effect train(int round, int basis) {
        return new Effect.Train(number(round), basis == 0 ? null : global(basis));
    }

    /** Round and update are kept. */
    static Effect keep(int round) {
        return new Effect.Keep(owing(round));
    }

    /** The round is kept; another one has replaced it meanwhile. */
    static Effect keepOwingNothing(int round) {
        return new Effect.Keep(new Progress(PLAN_A.hash(), number(round), null));
    }

    static Progress owing(int round) {
        return new Progress(PLAN_A.hash(), number(round), new Progress.Owed(update(round), deadlineOf(number(round))));
    }

    static Effect send(int round) {
        return new Effect.Send(number(round), update(round), deadlineOf(number(round)));
    }

    static Effect evaluate(int round) {
        return new Effect.Evaluate(number(round), global(round));
    }

    static Effect online(PlanInForce plan) {
        return new Effect.ComeOnline(plan);
    }

    static Effect resume(PlanInForce plan) {
        return new Effect.ResumePlan(plan);
    }

    static Effect adopt(PlanInForce plan) {
        return new Effect.AdoptPlan(plan);
    }

    private static SparsePrototypes prototypes(float value) {
        return new SparsePrototypes(ClassSet.of(0), 2, new float[] {value, value});
    }
}
