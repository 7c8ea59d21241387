package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirichletTest {
    private static final Pool POOL = Pools.of(10, 600);

    @Test
    void everySampleIsDealtOnceThreeToOne() throws DataException {
        List<Share> shares = new Dirichlet(20, 0.1, 1).deal(POOL);

        assertThat(shares).hasSize(20).allSatisfy(share -> {
            assertThat(share.size()).isGreaterThanOrEqualTo(10);
            assertThat(share.train()).hasSize((int) Math.round(0.75 * share.size()));
        });
        assertThat(Pools.all(shares))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 6_000).boxed().toList());
        assertThat(shares).extracting(share -> share.device().value()).startsWith("device-01", "device-02");
    }

    @Test
    void seedDecides() throws DataException {
        assertThat(new Dirichlet(20, 0.1, 1).deal(POOL)).isEqualTo(new Dirichlet(20, 0.1, 1).deal(POOL));
        assertThat(new Dirichlet(20, 0.1, 1).deal(POOL)).isNotEqualTo(new Dirichlet(20, 0.1, 2).deal(POOL));
    }

    @Test
    void smallAlphaGivesDevicesFewClassesAndLargeAlphaAll() throws DataException {
        assertThat(meanClasses(0.1)).isBetween(2.0, 6.0);
        assertThat(meanClasses(100)).isEqualTo(10);
    }

    @Test
    void partsThatMustStayDoStay() throws DataException {
        Pool pool = Pools.inParts(5, 100);

        for (Share share : new Dirichlet(4, 1, 3).deal(pool)) {
            assertThat(share.train()).allMatch(i -> pool.samples().get(i).part() == Part.TRAIN);
            assertThat(share.test()).allMatch(i -> pool.samples().get(i).part() == Part.TEST);
        }
    }

    @Test
    void whatCannotBeDealtIsTold() {
        assertThatThrownBy(() -> new Dirichlet(20, 0.1, 1).deal(Pools.of(10, 19)))
                .isInstanceOf(DataException.class)
                .hasMessage("none of 1000 draws with α = 0.1 gave each of 20 devices 10 of the 190 samples, some for"
                        + " training and some for testing; expected fewer devices or a larger α");
        assertThatThrownBy(() -> new Dirichlet(20, 0.01, 1).deal(Pools.of(2, 101)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("none of 1000 draws with α = 0.01");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Dirichlet(0, 1, 1)).hasMessage("devices must be 1 to 10000, but is 0");
        assertThatThrownBy(() -> new Dirichlet(2, 0, 1)).hasMessage("α must be 0.01 to 1000, but is 0.0");
        assertThatThrownBy(() -> new Dirichlet(2, Double.NaN, 1)).hasMessage("α must be 0.01 to 1000, but is NaN");
    }

    private static double meanClasses(double alpha) throws DataException {
        return new Dirichlet(20, alpha, 5)
                .deal(POOL).stream()
                        .mapToLong(share -> Pools.classes(share, POOL))
                        .average()
                        .orElseThrow();
    }
}
