package io.tinyfleet.aggregator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.Topics;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One run of a virtual fleet, the same for the same seed: faults for a while, then none, and the run must reach its
 * last round.
 */
final class Simulation {
    private static final Duration FAULTS = Duration.ofSeconds(90);
    private static final int LONGEST_DELAY_MS = 6_000;
    /** By then whatever was under way when faults stopped has arrived. */
    private static final Duration SETTLED = FAULTS.plusMillis(3L * LONGEST_DELAY_MS);

    private static final Duration AFTERMATH = Duration.ofSeconds(10);

    /** What a run went through. */
    record Result(long events, int published, int skipped) {}

    private final Random random;
    private final Timeline timeline = new Timeline(Instant.parse("2026-01-01T00:00:00Z"));
    private final Instant start = timeline.now();
    private final Topics topics = new Topics(new FleetId("simulated"));
    private final PlanInForce plan;
    private final RoundSettings settings;
    private final RoundNumber lastRound;
    private final Router router;
    private final Invariants invariants;
    private final VirtualAggregator aggregator;
    private final List<VirtualDevice> devices = new ArrayList<>();

    Simulation(long seed) {
        random = new Random(seed);
        int size = between(3, 12);
        RoundPolicy policy = new RoundPolicy(Duration.ofSeconds(between(5, 20)), between(1, 1 + size / 2));
        plan = somePlan(policy);
        lastRound = new RoundNumber(between(5, 12));
        settings = new RoundSettings(between(1, size), between(0, 2), lastRound);
        router = new Router(
                timeline,
                random,
                new Router.Faults(
                        random.nextDouble() * 0.3,
                        random.nextDouble() * 0.4,
                        random.nextBoolean() ? LONGEST_DELAY_MS : 200));
        invariants = new Invariants(plan, settings, topics, router, new Random(seed));
        aggregator = new VirtualAggregator(settings, plan, topics, timeline, router, invariants);
        for (int i = 0; i < size; i++) {
            devices.add(new VirtualDevice(
                    new DeviceId("d" + i), someClasses(), plan, topics, timeline, router, new Random(seed * 31 + i)));
        }
    }

    /** Any method, with whatever else goes with it. */
    private PlanInForce somePlan(RoundPolicy policy) {
        Method method = any(List.of(Method.values()));
        boolean exchanges = method.exchange() == Method.Exchange.PROTOTYPES;
        Encoding encoding = exchanges ? any(List.of(Encoding.values())) : Encoding.F32;
        Aps scaled = encoding != Encoding.F16 && random.nextBoolean() ? Aps.SUM : Aps.MEAN;
        boolean skips = exchanges && !method.isTrainedByAggregator() && random.nextBoolean();
        return Plans.plan(
                method,
                between(2, 5),
                between(1, 4),
                exchanges && random.nextBoolean() ? new Mu.Auto(0.9) : new Mu.Fixed(1),
                method.isDense() ? Aps.NONE : scaled,
                encoding,
                skips ? new Skipping(0.1, between(1, 4)) : null,
                policy,
                encoding == Encoding.F16 ? Encoding.LARGEST_F16 : 1e25);
    }

    Result run() {
        aggregator.join();
        tickForEver();
        devices.forEach(device -> timeline.after(upTo(10), device::join));
        timeline.after(upTo(5), this::troubleWhileFaultsLast);
        timeline.after(FAULTS, router::heal);
        timeline.after(SETTLED, () -> {
            aggregator.join();
            devices.forEach(VirtualDevice::join);
        });
        while (!aggregator.isFinished()) {
            timeline.step();
            assertThat(sinceStart()).as("time to the last round").isLessThan(bound());
        }
        Duration end = sinceStart().plus(AFTERMATH);
        while (sinceStart().compareTo(end) < 0) {
            timeline.step();
        }
        assertThat(invariants.published() + invariants.skipped()).isEqualTo(lastRound.value());
        return new Result(timeline.happened(), invariants.published(), invariants.skipped());
    }

    String trace() {
        return invariants.trace();
    }

    /** Once everybody is there and nothing is lost, every round is complete long before its deadline. */
    private Duration bound() {
        Duration openWhenSettled = plan.plan()
                .rounds()
                .deadline()
                .plus(Invariants.LONGEST_TICK)
                .multipliedBy(1L + settings.mostExtensions());
        Duration complete = Duration.ofSeconds(4);
        return SETTLED.plus(openWhenSettled).plus(complete.multipliedBy(lastRound.value()));
    }

    private void tickForEver() {
        aggregator.tick();
        int most = (int) Invariants.LONGEST_TICK.toMillis();
        timeline.after(Duration.ofMillis(faultsLast() ? between(500, most) : 1_000), this::tickForEver);
    }

    private void troubleWhileFaultsLast() {
        if (!faultsLast()) {
            return;
        }
        VirtualDevice device = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(13)) {
            case 0, 1 -> awayFor(upTo(20), device, device::crash);
            case 2 -> awayFor(upTo(20), device, device::crashAndForget);
            case 3, 4 -> awayFor(upTo(20), device, device::loseConnection);
            case 5 -> awayFor(upTo(20), device, device::leave);
            case 6 -> device.join();
            case 7 -> aggregator.join();
            case 8 -> restartRouter();
            case 9 -> aggregator.crashAtTheNextEvent(random.nextInt(4));
            default -> device.misbehave();
        }
        timeline.after(upTo(4), this::troubleWhileFaultsLast);
    }

    private void awayFor(Duration time, VirtualDevice device, Runnable departure) {
        departure.run();
        timeline.after(time, device::join);
    }

    /** It forgets everything: the aggregator puts it right at once, devices when they come back. */
    private void restartRouter() {
        List<Router.Client> lost = router.restart();
        aggregator.join();
        devices.stream().filter(lost::contains).forEach(device -> timeline.after(upTo(5), device::join));
    }

    private boolean faultsLast() {
        return sinceStart().compareTo(FAULTS) < 0;
    }

    private Duration sinceStart() {
        return Duration.between(start, timeline.now());
    }

    private ClassSet someClasses() {
        int sure = random.nextInt(plan.plan().classes());
        return ClassSet.of(IntStream.range(0, plan.plan().classes())
                .filter(cls -> cls == sure || random.nextBoolean())
                .toArray());
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Duration upTo(int seconds) {
        return Duration.ofMillis(1 + random.nextInt(seconds * 1_000));
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
