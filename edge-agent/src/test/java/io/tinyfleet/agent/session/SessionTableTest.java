package io.tinyfleet.agent.session;

import static io.tinyfleet.agent.session.Messages.PLAN_A;
import static io.tinyfleet.agent.session.Messages.PLAN_B;
import static io.tinyfleet.agent.session.Messages.START;
import static io.tinyfleet.agent.session.Messages.accepted;
import static io.tinyfleet.agent.session.Messages.adopt;
import static io.tinyfleet.agent.session.Messages.evaluate;
import static io.tinyfleet.agent.session.Messages.global;
import static io.tinyfleet.agent.session.Messages.keep;
import static io.tinyfleet.agent.session.Messages.number;
import static io.tinyfleet.agent.session.Messages.online;
import static io.tinyfleet.agent.session.Messages.open;
import static io.tinyfleet.agent.session.Messages.published;
import static io.tinyfleet.agent.session.Messages.rejected;
import static io.tinyfleet.agent.session.Messages.send;
import static io.tinyfleet.agent.session.Messages.skipped;
import static io.tinyfleet.agent.session.Messages.train;
import static io.tinyfleet.agent.session.Messages.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every situation around round 2. */
class SessionTableTest {
    private static final Duration JUST_BEFORE_5_S = Duration.ofMillis(4_999);

    private static final String TABLE = """
            event         | FRESH    | PLANNED  | WAITING  | TRAINING | SENT        | ANSWERED  | PUBLISHED | OFFLINE     | UNSENT
            connected     | -        | online A | online A | online A | online A+s2 | online A  | online A  | online A+s2 | online A+s2
            disconnected  | -        | -        | -        | -        | -           | -         | -         | -           | -
            plan A        | adopt A  | -        | -        | -        | -           | -         | -         | -           | -
            plan B        | adopt B  | adopt B  | adopt B  | adopt B  | adopt B     | adopt B   | adopt B   | adopt B     | adopt B
            open 1 on 0   | !        | t1 on 0  | -        | -        | -           | -         | -         | -           | -
            open 2 on 1   | !        | -        | -        | -        | -           | -         | -         | -           | -
            open 3 on 1   | !        | -        | -        | -        | t3 on 1     | t3 on 1   | -         | t3 on 1     | t3 on 1
            open 3 on 2   | !        | -        | -        | -        | -           | -         | t3 on 2   | -           | -
            published 2   | !        | -        | -        | -        | -           | -         | -         | -           | -
            skipped 2     | !        | -        | -        | -        | -           | -         | -         | -           | -
            global 1      | !        | -        | t2 on 1  | -        | -           | -         | -         | -           | -
            global 2      | !        | -        | -        | -        | e2          | e2        | -         | e2          | e2
            global 3      | !        | -        | -        | -        | -           | -         | -         | -           | -
            trained 2     | !        | !        | !        | k2+s2    | !           | !         | !         | !           | !
            trained 3     | !        | !        | !        | !        | !           | !         | !         | !           | !
            accepted 1    | -        | -        | -        | -        | -           | -         | -         | -           | -
            accepted 2    | -        | -        | -        | -        | a2          | -         | -         | a2          | a2
            rejected 1    | -        | -        | -        | -        | -           | -         | -         | -           | -
            rejected 2    | -        | -        | -        | -        | r2          | -         | -         | r2          | r2
            just before 5 s | -      | -        | -        | -        | -           | -         | -         | -           | -
            after 5 s     | -        | -        | -        | -        | s2          | -         | -         | -           | -
            """;

    private enum Situation {
        /** Has heard nothing. */
        FRESH,
        PLANNED,
        /** For what round 2 trains with. */
        WAITING,
        TRAINING,
        SENT,
        ANSWERED,
        PUBLISHED,
        /** Lost the connection after sending. */
        OFFLINE,
        /** Trained while disconnected. */
        UNSENT;

        AgentSession session() {
            AgentSession session =
                    switch (this) {
                        case FRESH -> new AgentSession();
                        case PLANNED -> FRESH.session();
                        case WAITING -> PLANNED.session();
                        case TRAINING -> WAITING.session();
                        case SENT, UNSENT -> TRAINING.session();
                        case ANSWERED, OFFLINE -> SENT.session();
                        case PUBLISHED -> ANSWERED.session();
                    };
            reachFromThere(session);
            return session;
        }

        private void reachFromThere(AgentSession session) {
            switch (this) {
                case FRESH -> {}
                case PLANNED -> {
                    session.connected(START);
                    session.plan(PLAN_A);
                }
                case WAITING -> session.round(open(2, 1));
                case TRAINING -> session.global(number(1), global(1));
                case SENT -> session.trained(number(2), update(2), START);
                case ANSWERED -> session.receipt(accepted(2));
                case PUBLISHED -> {
                    session.global(number(2), global(2));
                    session.round(published(2));
                }
                case OFFLINE -> session.disconnected();
                case UNSENT -> {
                    session.disconnected();
                    session.trained(number(2), update(2), START);
                }
            }
        }
    }

    private static final Map<String, Function<AgentSession, List<Effect>>> EVENTS = Map.ofEntries(
            Map.entry("connected", session -> session.connected(START.plusSeconds(1))),
            Map.entry("disconnected", session -> {
                session.disconnected();
                return List.of();
            }),
            Map.entry("plan A", session -> session.plan(PLAN_A)),
            Map.entry("plan B", session -> session.plan(PLAN_B)),
            Map.entry("open 1 on 0", session -> session.round(open(1, 0))),
            Map.entry("open 2 on 1", session -> session.round(open(2, 1))),
            Map.entry("open 3 on 1", session -> session.round(open(3, 1))),
            Map.entry("open 3 on 2", session -> session.round(open(3, 2))),
            Map.entry("published 2", session -> session.round(published(2))),
            Map.entry("skipped 2", session -> session.round(skipped(2))),
            Map.entry("global 1", session -> session.global(number(1), global(1))),
            Map.entry("global 2", session -> session.global(number(2), global(2))),
            Map.entry("global 3", session -> session.global(number(3), global(3))),
            Map.entry("trained 2", session -> session.trained(number(2), update(2), START)),
            Map.entry("trained 3", session -> session.trained(number(3), update(3), START)),
            Map.entry("accepted 1", session -> session.receipt(accepted(1))),
            Map.entry("accepted 2", session -> session.receipt(accepted(2))),
            Map.entry("rejected 1", session -> session.receipt(rejected(1))),
            Map.entry("rejected 2", session -> session.receipt(rejected(2))),
            Map.entry("just before 5 s", session -> session.tick(START.plus(JUST_BEFORE_5_S))),
            Map.entry("after 5 s", session -> session.tick(START.plusSeconds(5))));

    /** Besides, {@code !} stands for a bug of the caller. */
    private static final Map<String, List<Effect>> EFFECTS = Map.ofEntries(
            Map.entry("-", List.of()),
            Map.entry("online A", List.of(online(PLAN_A))),
            Map.entry("online A+s2", List.of(online(PLAN_A), send(2))),
            Map.entry("adopt A", List.of(adopt(PLAN_A), online(PLAN_A))),
            Map.entry("adopt B", List.of(adopt(PLAN_B), online(PLAN_B))),
            Map.entry("t1 on 0", List.of(train(1, 0))),
            Map.entry("t2 on 1", List.of(train(2, 1))),
            Map.entry("t3 on 1", List.of(train(3, 1))),
            Map.entry("t3 on 2", List.of(train(3, 2))),
            Map.entry("s2", List.of(send(2))),
            Map.entry("k2+s2", List.of(keep(2), send(2))),
            Map.entry("a2", List.of(new Effect.NoteReceipt(accepted(2)))),
            Map.entry("e2", List.of(evaluate(2))),
            Map.entry("r2", List.of(new Effect.NoteReceipt(rejected(2)))));

    @ParameterizedTest(name = "{1} when {0}: {2}")
    @MethodSource("cells")
    void everyEventHasTheseEffects(Situation situation, String event, String effects) {
        AgentSession session = situation.session();
        Function<AgentSession, List<Effect>> happens = named(event, EVENTS);
        if (effects.equals("!")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> happens.apply(session))
                    .withMessageContaining("this is a bug");
        } else {
            assertThat(happens.apply(session)).isEqualTo(named(effects, EFFECTS));
        }
    }

    private static <T> T named(String name, Map<String, T> things) {
        return Objects.requireNonNull(things.get(name), () -> "nothing is called " + name);
    }

    static Stream<Arguments> cells() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toList())
                .toList();
        Map<Situation, Integer> columns = new EnumMap<>(Situation.class);
        for (Situation situation : Situation.values()) {
            columns.put(situation, rows.get(0).indexOf(situation.name()));
        }
        assertThat(rows.stream().skip(1).map(row -> row.get(0))).containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
        return rows.stream().skip(1).flatMap(row -> columns.entrySet().stream()
                .map(column -> Arguments.of(column.getKey(), row.get(0), row.get(column.getValue()))));
    }
}
