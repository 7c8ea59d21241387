package io.tinyfleet.mqtt.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(20)
class EventLoopTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(EventLoop.class);

    /** Runs what it is given and remembers which threads came by. */
    private static final class Worker implements EventLoop.Owner<Runnable> {
        final Queue<String> threads = new ConcurrentLinkedQueue<>();
        final AtomicInteger ticks = new AtomicInteger();
        final AtomicInteger closings = new AtomicInteger();
        final Queue<Integer> settledAfter = new ConcurrentLinkedQueue<>();
        int events;
        volatile Runnable onTick = () -> {};
        volatile Runnable onClose = () -> {};

        @Override
        public void on(Runnable event) {
            threads.add(Thread.currentThread().getName());
            events++;
            event.run();
        }

        @Override
        public void settle() {
            settledAfter.add(events);
        }

        @Override
        public void tick() {
            threads.add(Thread.currentThread().getName());
            ticks.incrementAndGet();
            onTick.run();
        }

        @Override
        public void onClose() {
            threads.add(Thread.currentThread().getName());
            closings.incrementAndGet();
            onClose.run();
        }
    }

    private static final class Log extends AppenderBase<ILoggingEvent> {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    private final Worker worker = new Worker();
    private final Log log = new Log();

    @BeforeEach
    void listen() {
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.INFO);
        log.start();
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
        LOGGER.setAdditive(true);
        LOGGER.setLevel(null);
    }

    @Test
    void eventsAreActedOnInOrderByOneThread() throws Exception {
        List<Integer> seen = new ArrayList<>();
        EventLoop<Runnable> loop = loop(1_000, Duration.ofMillis(1));
        loop.start();
        IntStream.range(0, 500)
                .forEach(i -> assertThat(loop.offer(() -> seen.add(i))).isTrue());
        loop.offer(loop::close);
        loop.ended().get(10, SECONDS);
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        assertThat(worker.threads).containsOnly("worker");
    }

    @Test
    void anEventThatFindsTheQueueFullIsDroppedAndCounted() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        EventLoop<Runnable> loop = loop(2, Duration.ofMillis(1));
        assertThat(loop.offer(() -> waitFor(release))).isTrue();
        assertThat(loop.offer(seen::incrementAndGet)).isTrue();
        assertThat(loop.offer(seen::incrementAndGet)).isFalse();
        assertThat(loop.offer(seen::incrementAndGet)).isFalse();
        loop.start();
        release.countDown();
        await().until(() -> !log.lines.isEmpty());
        await().until(() -> worker.ticks.get() > 3);
        loop.close();
        assertThat(seen).hasValue(1);
        assertThat(log.lines).containsExactly("WARN worker is too slow: 2 events dropped since its start");
    }

    @Test
    void theOwnerSettlesOnceForAllThatWaitedAndAfterALongBatch() {
        int all = EventLoop.LONGEST_BATCH + 10;
        try (EventLoop<Runnable> loop = new EventLoop<>("batching", all, Duration.ofDays(1), worker)) {
            for (int i = 0; i < all; i++) {
                loop.offer(() -> {});
            }
            assertThat(loop.waiting()).isEqualTo(all);

            loop.start();

            await().until(() -> worker.settledAfter.size() == 2);
        }
        assertThat(worker.settledAfter).containsExactly(EventLoop.LONGEST_BATCH, all);
    }

    @Test
    void ticksComeWithoutAnyEvent() {
        EventLoop<Runnable> loop = loop(1, Duration.ofMillis(1));
        loop.start();
        await().until(() -> worker.ticks.get() >= 5);
        loop.close();
    }

    @Test
    void ticksComeAboutOnceAPeriodAlsoUnderLoad() throws Exception {
        Duration period = Duration.ofMillis(20);
        EventLoop<Runnable> loop = loop(4, period);
        List<Long> at = new ArrayList<>();
        worker.onTick = () -> {
            at.add(System.nanoTime());
            if (at.size() == 10) {
                loop.close();
            }
        };
        AtomicInteger events = new AtomicInteger();
        long start = System.nanoTime();
        loop.offer(() -> keepBusy(loop, events));
        loop.start();
        loop.ended().get(10, SECONDS);
        assertThat(at).hasSize(10);
        for (int tick = 0; tick < 10; tick++) {
            long before = tick == 0 ? start : at.get(tick - 1);
            assertThat(at.get(tick) - before).isGreaterThanOrEqualTo(period.toNanos());
        }
        assertThat(events).hasValueGreaterThan(10);
    }

    /** There is always a next event in the queue. */
    private static void keepBusy(EventLoop<Runnable> loop, AtomicInteger events) {
        events.incrementAndGet();
        loop.offer(() -> keepBusy(loop, events));
    }

    @Test
    void aTickThatIsLateIsNotMadeUpFor() throws Exception {
        EventLoop<Runnable> loop = loop(2, Duration.ofMillis(250));
        loop.offer(() -> keepBusyFor(Duration.ofMillis(600)));
        loop.offer(loop::close);
        loop.start();
        loop.ended().get(10, SECONDS);
        assertThat(worker.ticks).hasValue(1);
    }

    private static void keepBusyFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closingFromOutsideWaitsForTheEventItIsAtAndDropsTheRest() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        AtomicBoolean next = new AtomicBoolean();
        EventLoop<Runnable> loop = loop(2, NEVER);
        loop.start();
        loop.offer(() -> {
            entered.countDown();
            waitFor(release);
            finished.set(true);
        });
        entered.await();
        loop.offer(() -> next.set(true));
        AtomicBoolean finishedWhenClosed = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            loop.close();
            finishedWhenClosed.set(finished.get());
        });
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(loop.ended()).isNotDone();
        release.countDown();
        closer.join();
        assertThat(finishedWhenClosed).isTrue();
        assertThat(next).isFalse();
        assertThat(worker.closings).hasValue(1);
        assertThat(loop.ended()).isCompleted();
    }

    @Test
    void aLoopThatWaitsForEventsClosesAtOnce() {
        EventLoop<Runnable> loop = loop(1, NEVER);
        loop.start();
        loop.close();
        assertThat(loop.ended()).isCompleted();
        loop.close();
        assertThat(worker.closings).hasValue(1);
        assertThat(worker.threads).containsOnly("worker");
    }

    @Test
    void closingFromInsideEndsTheLoopAfterTheEventItIsAt() throws Exception {
        AtomicBoolean afterwards = new AtomicBoolean();
        AtomicBoolean next = new AtomicBoolean();
        EventLoop<Runnable> loop = loop(2, NEVER);
        loop.offer(() -> {
            loop.close();
            afterwards.set(true);
        });
        loop.offer(() -> next.set(true));
        loop.start();
        loop.ended().get(10, SECONDS);
        assertThat(afterwards).isTrue();
        assertThat(next).isFalse();
        assertThat(worker.closings).hasValue(1);
    }

    @Test
    void anOwnerThatFailsEndsTheLoopExceptionallyAndIsStillToldToClose() {
        IllegalStateException failure = new IllegalStateException("made up");
        EventLoop<Runnable> loop = loop(1, NEVER);
        loop.offer(() -> {
            throw failure;
        });
        loop.start();
        assertThatThrownBy(() -> loop.ended().get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThat(worker.closings).hasValue(1);
        assertThat(log.lines).containsExactly("ERROR worker failed and ends");
    }

    @Test
    void anErrorInATickEndsTheLoopExceptionallyToo() {
        AssertionError failure = new AssertionError("made up");
        EventLoop<Runnable> loop = loop(1, Duration.ofMillis(1));
        worker.onTick = () -> {
            throw failure;
        };
        loop.start();
        assertThatThrownBy(() -> loop.ended().get(10, SECONDS)).hasCause(failure);
        assertThat(worker.closings).hasValue(1);
    }

    @Test
    void aFailureWhileClosingDoesNotHideTheOneBefore() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        EventLoop<Runnable> loop = loop(1, NEVER);
        loop.offer(() -> {
            throw first;
        });
        worker.onClose = () -> {
            throw second;
        };
        loop.start();
        assertThatThrownBy(() -> loop.ended().get(10, SECONDS)).hasCause(first);
        assertThat(first).hasSuppressedException(second);
    }

    @Test
    void aFailureWhileClosingInGoodOrderIsAFailure() {
        IllegalStateException failure = new IllegalStateException("made up");
        EventLoop<Runnable> loop = loop(1, NEVER);
        worker.onClose = () -> {
            throw failure;
        };
        loop.start();
        loop.close();
        assertThatThrownBy(() -> loop.ended().get(10, SECONDS)).hasCause(failure);
    }

    @Test
    void anOwnerMayEndItsLoopQuietlyByCancellation() throws Exception {
        AtomicBoolean next = new AtomicBoolean();
        EventLoop<Runnable> loop = loop(2, NEVER);
        loop.offer(() -> {
            throw new CancellationException("enough");
        });
        loop.offer(() -> next.set(true));
        loop.start();
        loop.ended().get(10, SECONDS);
        assertThat(next).isFalse();
        assertThat(worker.closings).hasValue(1);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void anInterruptedLoopEndsInGoodOrder() throws Exception {
        EventLoop<Runnable> loop = loop(1, NEVER);
        loop.offer(() -> Thread.currentThread().interrupt());
        loop.start();
        loop.ended().get(10, SECONDS);
        assertThat(worker.closings).hasValue(1);
    }

    private EventLoop<Runnable> loop(int capacity, Duration tick) {
        return new EventLoop<>("worker", capacity, tick, worker);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
