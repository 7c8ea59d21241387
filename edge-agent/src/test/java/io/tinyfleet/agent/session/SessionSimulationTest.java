package io.tinyfleet.agent.session;

import static io.tinyfleet.agent.session.Messages.PLAN_A;
import static io.tinyfleet.agent.session.Messages.PLAN_B;
import static io.tinyfleet.agent.session.Messages.START;
import static io.tinyfleet.agent.session.Messages.accepted;
import static io.tinyfleet.agent.session.Messages.global;
import static io.tinyfleet.agent.session.Messages.number;
import static io.tinyfleet.agent.session.Messages.open;
import static io.tinyfleet.agent.session.Messages.published;
import static io.tinyfleet.agent.session.Messages.rejected;
import static io.tinyfleet.agent.session.Messages.skipped;
import static io.tinyfleet.agent.session.Messages.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thousands of sequences of any events in any order: what holds after each of them. */
class SessionSimulationTest {
    private static final int SEQUENCES = 4_000;
    private static final int EVENTS = 120;

    /** One device with everything that the session is expected to keep to. */
    private static final class Device {
        private final SplittableRandom random;
        private AgentSession session = new AgentSession();
        private @Nullable Progress kept;
        private final Set<Integer> trained = new HashSet<>();
        private final Set<Integer> evaluated = new HashSet<>();
        private final Set<Integer> answered = new HashSet<>();
        private @Nullable PlanInForce plan;
        private boolean connected;
        private int training;
        private int newestAnnounced;
        private int newestGlobal;
        private int sent;
        private Instant now = START;

        Device(long seed) {
            random = new SplittableRandom(seed);
        }

        void anything() {
            now = now.plusMillis(random.nextInt(3_000));
            int dice = random.nextInt(100);
            int round = 1 + random.nextInt(Math.max(1, newestAnnounced - 2), newestAnnounced + 3);
            if (plan == null || dice < 2) {
                hear(random.nextInt(4) == 0 ? PLAN_B : PLAN_A);
            } else if (dice < 4) {
                restart();
            } else if (dice < 10) {
                connected = true;
                check(session.connected(now));
            } else if (dice < 14) {
                connected = false;
                session.disconnected();
            } else if (dice < 34) {
                hear(open(round, random.nextInt(3) == 0 ? 0 : random.nextInt(round)));
            } else if (dice < 38) {
                hear(random.nextBoolean() ? published(round) : skipped(round));
            } else if (dice < 58) {
                hearGlobal(round);
            } else if (dice < 68) {
                hear(random.nextBoolean() ? accepted(round) : rejected(round));
            } else if (training > 0 && dice < 70) {
                dieOnceKept();
            } else if (training > 0 && dice < 85) {
                finishTraining();
            } else {
                check(session.tick(now));
            }
        }

        /** Whatever came before, a fleet in order is joined at once. */
        void mustTakePartInTheNextRound() {
            hear(PLAN_A);
            int seen = Math.max(newestAnnounced, newestGlobal);
            int last = trained.stream().reduce(seen, Math::max) + 1;
            connected = true;
            check(session.connected(now));
            hearGlobal(last);
            hear(open(last + 1, last));
            while (training > 0) {
                finishTraining();
            }
            assertThat(trained).contains(last + 1);
            assertThat(sent).isEqualTo(last + 1);
            hearGlobal(last + 1);
            assertThat(evaluated).contains(last + 1);
        }

        /** Killed: what was being trained is lost, what was kept is there. */
        private void restart() {
            session = new AgentSession(kept);
            plan = null;
            connected = false;
            training = 0;
        }

        private void hear(PlanInForce arrived) {
            if (plan == null || !plan.equals(arrived)) {
                plan = arrived;
                trained.clear();
                if (kept != null && kept.plan().equals(arrived.hash())) {
                    IntStream.rangeClosed(1, kept.trained().value()).forEach(trained::add);
                }
                evaluated.clear();
                answered.clear();
                training = 0;
                newestAnnounced = 0;
                newestGlobal = 0;
            }
            check(session.plan(arrived));
        }

        private void hear(RoundAnnouncement announcement) {
            newestAnnounced = Math.max(newestAnnounced, announcement.round().value());
            check(session.round(announcement));
        }

        private void hearGlobal(int round) {
            newestGlobal = Math.max(newestGlobal, round);
            check(session.global(number(round), global(round)));
        }

        /** A receipt for an update that was never sent is no answer. */
        private void hear(Receipt receipt) {
            int round = receipt.round().value();
            if (trained.contains(round) && training != round) {
                answered.add(round);
            }
            check(session.receipt(receipt));
        }

        private void finishTraining() {
            int round = training;
            training = 0;
            check(session.trained(number(round), update(Objects.requireNonNull(plan), round), now));
        }

        /** Killed right after the checkpoint, before anything was sent. */
        private void dieOnceKept() {
            check(session.trained(number(training), update(Objects.requireNonNull(plan), training), now)
                    .get(0));
            restart();
        }

        private void check(List<Effect> effects) {
            effects.forEach(this::check);
        }

        private void check(Effect effect) {
            if (effect instanceof Effect.Train train) {
                int round = train.round().value();
                assertThat(training).as("trained meanwhile").isZero();
                assertThat(round).isEqualTo(newestAnnounced);
                assertThat(trained.add(round)).as("trained for the first time").isTrue();
                training = round;
            } else if (effect instanceof Effect.Keep keep) {
                kept = keep.progress();
                session.kept(kept);
            } else if (effect instanceof Effect.Send send) {
                assertThat(kept)
                        .as("kept before it is sent")
                        .isEqualTo(new Progress(
                                send.update().plan(), send.round(), new Progress.Owed(send.update(), send.deadline())));
                sent = send.round().value();
                assertThat(connected).isTrue();
                assertThat(sent).isEqualTo(newestAnnounced);
                assertThat(answered).doesNotContain(sent);
                assertThat(trained).contains(sent);
            } else if (effect instanceof Effect.Evaluate evaluate) {
                int round = evaluate.round().value();
                assertThat(evaluated.add(round))
                        .as("evaluated for the first time")
                        .isTrue();
                assertThat(round).isEqualTo(newestGlobal).isNotEqualTo(training);
                assertThat(trained).contains(round);
            }
        }
    }

    @Test
    void whateverHappensNothingIsTrainedTwiceNorSentInVain() {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            Device device = new Device(seed);
            try {
                for (int event = 0; event < EVENTS; event++) {
                    device.anything();
                }
                device.mustTakePartInTheNextRound();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
