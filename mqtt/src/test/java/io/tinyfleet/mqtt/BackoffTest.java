package io.tinyfleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration BASE = Duration.ofMillis(100);
    private static final Duration CAP = Duration.ofMillis(1_500);

    /** Always the largest value asked for. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void ceilingDoublesUpToTheCap() {
        Backoff backoff = new Backoff(BASE, CAP, LARGEST);

        long[] delaysMs =
                LongStream.generate(() -> backoff.next().toMillis()).limit(7).toArray();

        assertThat(delaysMs).containsExactly(100, 200, 400, 800, 1_500, 1_500, 1_500);
    }

    @Test
    void successBringsItBackToTheBase() {
        Backoff backoff = new Backoff(BASE, CAP, LARGEST);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isEqualTo(BASE);
    }

    @Test
    void delaysFillTheWholeIntervalFromZero() {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(10), new Random(1));

        long[] delaysMs = LongStream.generate(() -> backoff.next().toMillis())
                .limit(1_000)
                .distinct()
                .sorted()
                .toArray();

        assertThat(delaysMs).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void neverOverflows() {
        Backoff backoff = new Backoff(Duration.ofDays(1), Duration.ofDays(100_000_000), LARGEST);

        for (int attempt = 0; attempt < 200; attempt++) {
            assertThat(backoff.next()).isBetween(Duration.ofDays(1), Duration.ofDays(100_000_000));
        }
    }

    @Test
    void capBelowBaseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(CAP, BASE, LARGEST))
                .withMessageContaining("cap must not be below base");
    }
}
