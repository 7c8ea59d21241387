package io.tinyfleet.aggregator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole fleets on bad networks. {@code -Dtinyfleet.simulation.seed=17} runs one seed again, {@code
 * -Dtinyfleet.simulation.seeds=10000} runs more than usual.
 */
class RoundSimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(RoundSimulationTest.class);
    private static final String ONE_SEED = "tinyfleet.simulation.seed";
    private static final int USUAL_SEEDS = 400;

    @Test
    void invariantsHoldAfterEveryEventAndTheLastRoundIsReached() {
        Long one = Long.getLong(ONE_SEED);
        long[] seeds = one != null
                ? new long[] {one}
                : LongStream.rangeClosed(1, Long.getLong("tinyfleet.simulation.seeds", USUAL_SEEDS))
                        .toArray();
        long events = 0;
        int published = 0;
        int skipped = 0;
        for (long seed : seeds) {
            Simulation.Result result = run(seed);
            events += result.events();
            published += result.published();
            skipped += result.skipped();
        }
        LOG.info("{} seeds, {} events, {} rounds published, {} skipped", seeds.length, events, published, skipped);
        if (one == null) {
            assertThat(published).as("the simulation publishes").isPositive();
            assertThat(skipped).as("the simulation skips").isPositive();
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(run(1)).isEqualTo(run(1));
    }

    private static Simulation.Result run(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            return simulation.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + " failed: " + e.getMessage() + "\nagain: mvn test -pl aggregator -am"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=RoundSimulationTest -D" + ONE_SEED + "="
                            + seed + "\nlast events:\n" + simulation.trace(),
                    e);
        }
    }
}
