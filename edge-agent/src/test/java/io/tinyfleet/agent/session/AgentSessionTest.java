package io.tinyfleet.agent.session;

import static io.tinyfleet.agent.session.Messages.PLAN_A;
import static io.tinyfleet.agent.session.Messages.PLAN_B;
import static io.tinyfleet.agent.session.Messages.START;
import static io.tinyfleet.agent.session.Messages.accepted;
import static io.tinyfleet.agent.session.Messages.adopt;
import static io.tinyfleet.agent.session.Messages.evaluate;
import static io.tinyfleet.agent.session.Messages.global;
import static io.tinyfleet.agent.session.Messages.keep;
import static io.tinyfleet.agent.session.Messages.keepOwingNothing;
import static io.tinyfleet.agent.session.Messages.number;
import static io.tinyfleet.agent.session.Messages.online;
import static io.tinyfleet.agent.session.Messages.open;
import static io.tinyfleet.agent.session.Messages.owing;
import static io.tinyfleet.agent.session.Messages.published;
import static io.tinyfleet.agent.session.Messages.rejected;
import static io.tinyfleet.agent.session.Messages.resume;
import static io.tinyfleet.agent.session.Messages.send;
import static io.tinyfleet.agent.session.Messages.skipped;
import static io.tinyfleet.agent.session.Messages.train;
import static io.tinyfleet.agent.session.Messages.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens over several events. */
class AgentSessionTest {
    private final AgentSession session = new AgentSession();

    @Test
    void roundsFollowOneAnother() {
        assertThat(session.connected(START)).isEmpty();
        assertThat(session.plan(PLAN_A)).containsExactly(adopt(PLAN_A), online(PLAN_A));
        assertThat(session.round(open(1, 0))).containsExactly(train(1, 0));
        assertThat(trained(1)).containsExactly(keep(1), send(1));
        assertThat(session.receipt(accepted(1))).containsExactly(new Effect.NoteReceipt(accepted(1)));
        assertThat(session.global(number(1), global(1))).containsExactly(evaluate(1));
        assertThat(session.round(published(1))).isEmpty();
        assertThat(session.round(open(2, 1))).containsExactly(train(2, 1));
        assertThat(trained(2)).containsExactly(keep(2), send(2));
    }

    @Test
    void aRoundWaitsForTheGlobalPrototypesItTrainsWith() {
        plan();
        assertThat(session.round(open(7, 6))).isEmpty();
        assertThat(session.global(number(5), global(5))).isEmpty();
        assertThat(session.global(number(6), global(6))).containsExactly(train(7, 6));
    }

    @Test
    void aRoundAfterASkippedOneTrainsWithWhatTheLastPublishedOneGave() {
        trainedRound1();
        session.global(number(1), global(1));
        assertThat(session.round(open(2, 1))).containsExactly(train(2, 1));
        assertThat(trained(2)).containsExactly(keep(2), send(2));
        assertThat(session.round(skipped(2))).isEmpty();
        assertThat(session.round(open(3, 1))).containsExactly(train(3, 1));
    }

    @Test
    void theFirstRoundAfterNothingButSkippedOnesTrainsWithNothing() {
        trainedRound1();
        session.round(skipped(1));
        assertThat(session.round(open(2, 0))).containsExactly(train(2, 0));
    }

    @Test
    void aRoundWithoutBasisIsNotTrainedOnceThereAreGlobalPrototypes() {
        plan();
        session.global(number(1), global(1));
        assertThat(session.round(open(1, 0))).isEmpty();
    }

    @Test
    void aRoundThatIsOverIsNotTrained() {
        plan();
        assertThat(session.round(published(1))).isEmpty();
        assertThat(session.round(skipped(2))).isEmpty();
    }

    @Test
    void globalPrototypesThatComeDuringTrainingAreJudgedByAfterIt() {
        plan();
        session.round(open(1, 0));
        assertThat(session.global(number(1), global(1))).isEmpty();
        assertThat(trained(1)).containsExactly(keep(1), send(1), evaluate(1));
        assertThat(session.global(number(1), global(1))).isEmpty();
    }

    @Test
    void globalPrototypesThatComeBeforeTheirRoundIsTrainedAreNotJudgedByEarly() {
        plan();
        assertThat(session.global(number(1), global(1))).isEmpty();
        assertThat(session.round(open(2, 1))).containsExactly(train(2, 1));
    }

    @Test
    void aRoundIsJudgedBeforeTheNextOneIsTrainedAlsoByASlowDevice() {
        plan();
        session.round(open(1, 0));
        assertThat(session.global(number(1), global(1))).isEmpty();
        assertThat(session.round(open(2, 1))).isEmpty();
        assertThat(trained(1)).containsExactly(keepOwingNothing(1), evaluate(1), train(2, 1));
        assertThat(trained(2)).containsExactly(keep(2), send(2));
    }

    @Test
    void ofRoundsAnnouncedDuringTrainingOnlyTheNewestIsTrained() {
        plan();
        assertThat(session.round(open(1, 0))).containsExactly(train(1, 0));
        assertThat(session.round(open(2, 0))).isEmpty();
        assertThat(session.round(open(3, 0))).isEmpty();
        assertThat(trained(1)).containsExactly(keepOwingNothing(1), train(3, 0));
        assertThat(trained(3)).containsExactly(keep(3), send(3));
    }

    @Test
    void anOlderAnnouncementThatComesLateChangesNothing() {
        plan();
        session.global(number(1), global(1));
        session.round(open(3, 2));
        assertThat(session.round(open(2, 1))).isEmpty();
        assertThat(session.global(number(2), global(2))).containsExactly(train(3, 2));
        assertThat(session.round(open(2, 1))).isEmpty();
        assertThat(trained(3)).containsExactly(keep(3), send(3));
        assertThat(session.round(open(2, 1))).isEmpty();
        assertThat(session.tick(START.plusSeconds(60))).containsExactly(send(3));
    }

    @Test
    void hearingEverythingAgainAfterEveryReconnectTrainsNothingTwice() {
        trainedRound1();
        session.global(number(1), global(1));
        session.round(open(2, 1));
        trained(2);
        session.receipt(accepted(2));
        for (int reconnect = 0; reconnect < 3; reconnect++) {
            session.disconnected();
            assertThat(session.plan(PLAN_A)).isEmpty();
            assertThat(session.round(open(2, 1))).isEmpty();
            assertThat(session.global(number(1), global(1))).isEmpty();
            assertThat(session.connected(START)).containsExactly(online(PLAN_A));
            assertThat(session.receipt(accepted(2))).isEmpty();
        }
    }

    @Test
    void anotherPlanStartsFromTheFirstRoundAnew() {
        trainedRound1();
        session.global(number(1), global(1));
        assertThat(session.plan(PLAN_B)).containsExactly(adopt(PLAN_B), online(PLAN_B));
        assertThat(session.connected(START)).containsExactly(online(PLAN_B));
        assertThat(session.tick(START.plusSeconds(100))).isEmpty();
        assertThat(session.round(open(1, 0))).containsExactly(train(1, 0));
        assertThat(session.plan(PLAN_A)).containsExactly(adopt(PLAN_A), online(PLAN_A));
        assertThat(session.round(open(1, 0))).containsExactly(train(1, 0));
    }

    @Test
    void trainingUnderAPlanThatIsGoneIsOfNoUse() {
        plan();
        session.round(open(1, 0));
        session.plan(PLAN_B);
        assertThatIllegalStateException()
                .isThrownBy(() -> trained(1))
                .withMessage("round 1 was trained, but none was due: this is a bug");
    }

    @Test
    void anotherRoundThanTheOneBeingTrainedCannotBeDone() {
        plan();
        session.round(open(1, 0));
        assertThatIllegalStateException()
                .isThrownBy(() -> trained(2))
                .withMessage("round 2 was trained, but round 1 was due: this is a bug");
    }

    @Test
    void withoutReceiptTheUpdateIsSentAgainEverMoreRarely() {
        trainedRound1();
        Instant last = START;
        for (int pause : new int[] {5, 10, 20, 40, 60, 60, 60}) {
            assertThat(session.tick(last.plusSeconds(pause).minusMillis(1))).isEmpty();
            last = last.plusSeconds(pause);
            assertThat(session.tick(last)).containsExactly(send(1));
            assertThat(session.tick(last)).isEmpty();
        }
    }

    @Test
    void whileDisconnectedNothingIsSentAndAtReconnectAtOnce() {
        trainedRound1();
        session.disconnected();
        assertThat(session.tick(START.plusSeconds(1_000))).isEmpty();
        Instant back = START.plusSeconds(2_000);
        assertThat(session.connected(back)).containsExactly(online(PLAN_A), send(1));
        assertThat(session.tick(back.plusSeconds(9))).isEmpty();
        assertThat(session.tick(back.plusSeconds(10))).containsExactly(send(1));
    }

    @Test
    void anUpdateMadeWhileDisconnectedIsSentOnceConnected() {
        session.plan(PLAN_A);
        session.round(open(1, 0));
        assertThat(trained(1)).containsExactly(keep(1));
        assertThat(session.tick(START.plusSeconds(100))).isEmpty();
        Instant connected = START.plusSeconds(200);
        assertThat(session.connected(connected)).containsExactly(online(PLAN_A), send(1));
        assertThat(session.tick(connected.plusSeconds(5))).containsExactly(send(1));
    }

    @Test
    void aLaterRoundDropsTheUpdateEvenIfItCannotBeTrainedYet() {
        trainedRound1();
        assertThat(session.round(open(2, 1))).isEmpty();
        assertThat(session.tick(START.plusSeconds(100))).isEmpty();
        assertThat(session.connected(START)).containsExactly(online(PLAN_A));
    }

    @Test
    void theUpdateIsKeptWhenItsOwnRoundIsPublished() {
        trainedRound1();
        assertThat(session.round(published(1))).isEmpty();
        assertThat(session.tick(START.plusSeconds(5))).containsExactly(send(1));
    }

    @Test
    void aReceiptEndsTheSending() {
        trainedRound1();
        assertThat(session.receipt(accepted(2))).isEmpty();
        assertThat(session.tick(START.plusSeconds(5))).containsExactly(send(1));
        assertThat(session.receipt(rejected(1))).containsExactly(new Effect.NoteReceipt(rejected(1)));
        assertThat(session.receipt(rejected(1))).isEmpty();
        assertThat(session.tick(START.plusSeconds(100))).isEmpty();
        assertThat(session.connected(START)).containsExactly(online(PLAN_A));
    }

    @Test
    void whatWasKeptIsSentAgainAfterARestartAndItsRoundIsNotTrainedAgain() {
        AgentSession restarted = new AgentSession(owing(2));
        assertThat(restarted.connected(START)).isEmpty();
        assertThat(restarted.plan(PLAN_A)).containsExactly(resume(PLAN_A), online(PLAN_A));
        assertThat(restarted.tick(START)).as("before it knows the round").isEmpty();
        assertThat(restarted.global(number(1), global(1))).isEmpty();
        assertThat(restarted.round(open(2, 1))).isEmpty();
        assertThat(restarted.tick(START)).containsExactly(send(2));
        assertThat(restarted.receipt(accepted(2))).containsExactly(new Effect.NoteReceipt(accepted(2)));
        assertThat(restarted.global(number(2), global(2))).containsExactly(evaluate(2));
        assertThat(restarted.round(open(3, 2))).containsExactly(train(3, 2));
    }

    @Test
    void whatWasKeptIsOfNoUseOnceAnotherRoundHasReplacedIt() {
        AgentSession restarted = new AgentSession(owing(2));
        restarted.connected(START);
        restarted.plan(PLAN_A);
        assertThat(restarted.round(open(3, 1))).isEmpty();
        assertThat(restarted.tick(START)).isEmpty();
        assertThat(restarted.global(number(1), global(1))).containsExactly(train(3, 1));
    }

    @Test
    void whatWasKeptUnderOnePlanIsNotTakenForAnotherButStillThereWhenItsOwnComesBack() {
        AgentSession restarted = new AgentSession(owing(2));
        assertThat(restarted.plan(PLAN_B)).containsExactly(adopt(PLAN_B), online(PLAN_B));
        assertThat(restarted.plan(PLAN_A)).containsExactly(resume(PLAN_A), online(PLAN_A));
    }

    @Test
    void aPlanThatComesBackFindsWhatWasKeptInTheSameLife() {
        trainedRound1();
        session.kept(owing(1));
        session.plan(PLAN_B);
        assertThat(session.plan(PLAN_A)).containsExactly(resume(PLAN_A), online(PLAN_A));
        assertThat(session.round(open(1, 0))).isEmpty();
        assertThat(session.tick(START)).containsExactly(send(1));
    }

    @Test
    void aRoundIsTakenUpAgainWhenThereIsSomethingToTrainOnAtLast() {
        plan();
        assertThat(session.somethingToTrainOn()).isEmpty();
        assertThat(session.round(open(1, 0))).containsExactly(train(1, 0));
        session.nothingToTrainOn(number(1));
        assertThat(session.tick(START)).isEmpty();
        assertThat(session.somethingToTrainOn()).containsExactly(train(1, 0));
        assertThat(trained(1)).containsExactly(keep(1), send(1));
    }

    private void plan() {
        session.connected(START);
        session.plan(PLAN_A);
    }

    private void trainedRound1() {
        plan();
        session.round(open(1, 0));
        trained(1);
    }

    private List<Effect> trained(int round) {
        return session.trained(number(round), update(round), START);
    }
}
