package io.tinyfleet.aggregator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.prototype.Combination;
import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.protocol.Address;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.GlobalPrototypesCodec;
import io.tinyfleet.protocol.codec.RoundCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What must hold after every event, whatever the links and the devices do; keeps its own books of the rounds. */
final class Invariants {
    /** No tick comes later than this after the one before. */
    static final Duration LONGEST_TICK = Duration.ofSeconds(3);

    private static final int TRACE = 30;

    private record Letter(DeviceId device, RoundNumber round, Update update) {}

    private record Happened(Instant at, String what, Object detail, List<Command> commands) {}

    private final PlanInForce plan;
    private final RoundSettings settings;
    private final Topics topics;
    private final Router router;
    private final Random random;
    private final Deque<Happened> trace = new ArrayDeque<>();

    private final SortedMap<DeviceId, ClassSet> known = new TreeMap<>();
    private final Set<DeviceId> online = new HashSet<>();
    private final Map<RoundNumber, SortedMap<DeviceId, Update>> counted = new HashMap<>();
    private final Set<Letter> accepted = new HashSet<>();
    private final Set<Letter> rejected = new HashSet<>();
    private @Nullable RoundAnnouncement open;
    private Set<DeviceId> expected = Set.of();
    private int extensions;
    private RoundNumber newest = RoundNumber.NONE;
    private RoundNumber basis = RoundNumber.NONE;
    private @Nullable GlobalPrototypes global;
    private @Nullable RoundAnnouncement announced;
    private Memory memory = Memory.NOTHING;
    private int published;
    private int skipped;

    Invariants(PlanInForce plan, RoundSettings settings, Topics topics, Router router, Random random) {
        this.plan = plan;
        this.settings = settings;
        this.topics = topics;
        this.router = router;
        this.random = random;
    }

    int published() {
        return published;
    }

    int skipped() {
        return skipped;
    }

    /** The last events, for people. */
    String trace() {
        StringBuilder text = new StringBuilder();
        trace.forEach(happened -> text.append(happened).append('\n'));
        return text.toString();
    }

    void afterTick(List<Command> commands, Instant now) {
        note(now, "tick", "", commands);
        assertThat(answers(commands)).as("a tick answers nobody").isEmpty();
        checkRounds(commands, now);
    }

    void afterStatus(DeviceId device, DeviceStatus status, List<Command> commands, Instant now) {
        note(now, "status", List.of(device, status), commands);
        if (status instanceof Online birth) {
            known.put(device, birth.classesHeld());
            online.add(device);
        } else {
            online.remove(device);
        }
        assertThat(answers(commands)).as("a status is not answered").isEmpty();
        checkRounds(commands, now);
    }

    void afterUnreadable(DeviceId device, RoundNumber round, Rejection why, List<Command> commands) {
        note(Instant.EPOCH, "unreadable", List.of(device, round, why), commands);
        assertThat(commands).hasSize(1);
        assertThat(onlyAnswer(device, round, commands).rejection()).isEqualTo(why);
    }

    void afterUpdate(DeviceId device, RoundNumber round, Update update, List<Command> commands, Instant now) {
        note(now, "update", List.of(device, round, update), commands);
        Receipt receipt = onlyAnswer(device, round, commands);
        Letter letter = new Letter(device, round, update);
        boolean isOpen = open != null && open.round().equals(round);
        Update earlier =
                counted.getOrDefault(round, Collections.emptySortedMap()).get(device);
        Rejection rejection = receipt.rejection();
        if (rejection == null) {
            assertThat(rejected).as("first rejected, then accepted").doesNotContain(letter);
            accepted.add(letter);
            if (isOpen && earlier == null) {
                counted.computeIfAbsent(round, r -> new TreeMap<>()).put(device, update);
            } else {
                assertThat(earlier).as("accepted is what is counted").isEqualTo(update);
                assertThat(isOpen || round.equals(basis))
                        .as("accepted is counted")
                        .isTrue();
            }
        } else {
            checkRejection(letter, rejection, isOpen, earlier);
            // A hostile device's update that was too early may come again when its round is open.
            if (rejection != Rejection.EARLY) {
                rejected.add(letter);
            }
        }
        checkRounds(commands, now);
    }

    private void checkRejection(Letter letter, Rejection rejection, boolean isOpen, @Nullable Update earlier) {
        switch (rejection) {
            case EARLY -> assertThat(letter.round()).isGreaterThan(newest);
            case LATE -> {
                assertThat(isOpen).as("late while it is open").isFalse();
                assertThat(letter.round()).isLessThanOrEqualTo(newest);
                assertThat(letter.round().equals(basis) && accepted.contains(letter))
                        .as("a repeat of the newest result's update is recognised")
                        .isFalse();
            }
            case CONFLICT -> {
                assertThat(isOpen).isTrue();
                assertThat(earlier).isNotNull().isNotEqualTo(letter.update());
            }
            default -> throw new AssertionError("a readable update was rejected as " + rejection);
        }
    }

    private static List<Command.Answer> answers(List<Command> commands) {
        return commands.stream()
                .filter(Command.Answer.class::isInstance)
                .map(Command.Answer.class::cast)
                .toList();
    }

    private static Receipt onlyAnswer(DeviceId device, RoundNumber round, List<Command> commands) {
        List<Command.Answer> answers = answers(commands);
        assertThat(answers).as("every update is answered once").hasSize(1);
        assertThat(answers.get(0).device()).isEqualTo(device);
        assertThat(answers.get(0).receipt().round()).isEqualTo(round);
        return answers.get(0).receipt();
    }

    private void checkRounds(List<Command> commands, Instant now) {
        for (Command command : commands) {
            if (command instanceof Command.PublishGlobal result) {
                checkGlobal(result.round(), result.global(), now);
            } else if (command instanceof Command.Announce announce) {
                checkAnnouncement(announce.announcement(), now);
            }
        }
        checkOpenRound(now);
        if (!commands.isEmpty()) {
            checkRetained();
        }
    }

    private void checkOpenRound(Instant now) {
        if (open != null) {
            SortedMap<DeviceId, Update> updates = countedIn(open.round());
            assertThat(updates.keySet().containsAll(expected)
                            && updates.size() >= plan.plan().rounds().quorum())
                    .as("a complete round is still open")
                    .isFalse();
            Duration most =
                    plan.plan().rounds().deadline().plus(LONGEST_TICK).multipliedBy(1L + settings.mostExtensions());
            assertThat(Duration.between(open.openedAt(), now))
                    .as("a round ends with its last extension")
                    .isLessThanOrEqualTo(most);
        }
    }

    private void checkGlobal(RoundNumber round, GlobalPrototypes result, Instant now) {
        RoundAnnouncement closing = Objects.requireNonNull(open, "published while no round is open");
        assertThat(round).isEqualTo(closing.round());
        SortedMap<DeviceId, Update> updates = countedIn(round);
        assertThat(updates.size()).isGreaterThanOrEqualTo(plan.plan().rounds().quorum());
        assertThat(updates.keySet().containsAll(expected) || !now.isBefore(closing.deadline()))
                .as("published before the deadline, though somebody is missing")
                .isTrue();
        Combination reference = Combination.of(plan, memory, round, updates, holders());
        assertThat(result)
                .as("published is what follows from all that was accepted")
                .isEqualTo(reference.global());
        if (EquationTen.appliesTo(plan.plan())) {
            assertThat(result.prototypes())
                    .as("published is Eq 10 of what was accepted")
                    .isEqualTo(EquationTen.of(plan.plan(), updates.values(), holders()));
        }
        assertThat(result).as("any order of arrival gives the same bits").isEqualTo(inAnotherOrder(round, updates));
        memory = reference.memory();
        open = null;
        basis = round;
        global = result;
        published++;
    }

    private void checkAnnouncement(RoundAnnouncement announcement, Instant now) {
        assertThat(announcement.basis()).isEqualTo(basis);
        boolean opens = announcement.phase() == RoundPhase.OPEN;
        assertThat(announcement.deadline().isAfter(now)).isEqualTo(opens);
        if (open != null && opens && announcement.round().equals(open.round())) {
            checkExtension(open, announcement);
        } else {
            if (open != null) {
                checkSkipped(open, announcement);
            }
            assertThat(announcement.round()).isEqualTo(opens ? newest.next() : newest);
            newest = announcement.round();
            expected = Set.copyOf(online);
            boolean first = newest.equals(RoundNumber.FIRST);
            assertThat(opens
                            && online.size()
                                    < (first
                                            ? settings.startWith()
                                            : plan.plan().rounds().quorum()))
                    .as("opened with too few online")
                    .isFalse();
            extensions = 0;
        }
        open = opens ? announcement : null;
        announced = announcement;
    }

    private void checkExtension(RoundAnnouncement before, RoundAnnouncement extended) {
        assertThat(extended.openedAt()).isEqualTo(before.openedAt());
        assertThat(extended.deadline()).isAfter(before.deadline());
        assertThat(countedIn(extended.round()).size())
                .isLessThan(plan.plan().rounds().quorum());
        assertThat(++extensions).isLessThanOrEqualTo(settings.mostExtensions());
    }

    private void checkSkipped(RoundAnnouncement given, RoundAnnouncement announcement) {
        assertThat(announcement.note()).contains("round " + given.round() + " ").endsWith("skipped");
        assertThat(announcement.phase()).isNotEqualTo(RoundPhase.PUBLISHED);
        assertThat(countedIn(given.round()).size())
                .isLessThan(plan.plan().rounds().quorum());
        assertThat(extensions).isEqualTo(settings.mostExtensions());
        memory = memory.withAccepted(plan.plan(), given.round(), countedIn(given.round()));
        skipped++;
    }

    /** The newest announcement and the one result that it is based on stand retained. */
    private void checkRetained() {
        try {
            byte[] round = router.retained().get(topics.round());
            assertThat(round == null ? null : RoundCodec.decode(round, plan.hash()))
                    .isEqualTo(announced);
            byte[] result =
                    basis.equals(RoundNumber.NONE) ? null : router.retained().get(topics.global(basis));
            assertThat(result == null ? null : GlobalPrototypesCodec.decode(result, plan))
                    .isEqualTo(global);
        } catch (DecodeException e) {
            throw new AssertionError("unreadable and retained", e);
        }
        assertThat(router.retained().keySet().stream()
                        .filter(topic -> topics.parse(topic) instanceof Address.OfGlobal)
                        .count())
                .isEqualTo(global == null ? 0 : 1);
    }

    private SortedMap<DeviceId, Update> countedIn(RoundNumber round) {
        return counted.getOrDefault(round, Collections.emptySortedMap());
    }

    private int[] holders() {
        return IntStream.range(0, plan.plan().classes())
                .map(cls -> (int) known.values().stream()
                        .filter(held -> held.contains(cls))
                        .count())
                .toArray();
    }

    /** What a new machine that remembers the same makes of the same updates, each sent twice, in random order. */
    private GlobalPrototypes inAnotherOrder(RoundNumber round, SortedMap<DeviceId, Update> updates) {
        DeviceId silent = new DeviceId("silent");
        RoundMachine other = new RoundMachine(plan, new RoundSettings(known.size() + 1, 0, round), justBefore(round));
        other.status(silent, birth(ClassSet.of()), Instant.EPOCH);
        known.forEach((device, held) -> other.status(device, birth(held), Instant.EPOCH));
        List<Map.Entry<DeviceId, Update>> order = new ArrayList<>(updates.entrySet());
        order.addAll(updates.entrySet());
        Collections.shuffle(order, random);
        order.forEach(sent -> other.update(sent.getKey(), round, sent.getValue(), Instant.EPOCH));
        List<Command> commands =
                other.tick(Instant.EPOCH.plus(plan.plan().rounds().deadline())).commands();
        assertThat(commands.get(0)).isInstanceOf(Command.PublishGlobal.class);
        return ((Command.PublishGlobal) commands.get(0)).global();
    }

    private Recollection justBefore(RoundNumber round) {
        return new Recollection(
                Map.of(), round.equals(RoundNumber.FIRST) ? null : over(round.value() - 1), null, memory);
    }

    private Recollection.Round over(int round) {
        RoundAnnouncement skipped = new RoundAnnouncement(
                plan.hash(),
                new RoundNumber(round),
                RoundPhase.SKIPPED,
                RoundNumber.NONE,
                Instant.EPOCH,
                Instant.EPOCH,
                "");
        return new Recollection.Round(skipped, Set.of(), 0, Map.of());
    }

    private DeviceStatus birth(ClassSet held) {
        return new Online(plan.hash(), "virtual 1", "virtual", held);
    }

    private void note(Instant at, String what, Object detail, List<Command> commands) {
        if (trace.size() == TRACE) {
            trace.removeFirst();
        }
        trace.addLast(new Happened(at, what, detail, commands));
    }
}
