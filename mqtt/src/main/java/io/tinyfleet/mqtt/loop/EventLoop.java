package io.tinyfleet.mqtt.loop;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns a state: other threads hand it events through a bounded queue, and it alone acts on them.
 *
 * <p>When the queue is full an event is dropped, counted and logged once a tick: both sides of the protocol repeat
 * what matters until it is answered.
 *
 * <p>The loop ends when it is closed, or when its owner throws: a {@link CancellationException} says that there is
 * nothing more to do, anything else is a failure, and {@link #ended} says why.
 *
 * @param <E> what happens
 */
public final class EventLoop<E> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    /** How many events an owner sees at most before it may settle. */
    static final int LONGEST_BATCH = 1_000;

    private static final Duration PATIENCE_WHEN_CLOSING = Duration.ofSeconds(30);

    /** Acts on events; always called on the loop's thread. May end the loop with a {@link CancellationException}. */
    public interface Owner<E> {
        void on(E event);

        /**
         * Nothing more waits, or a long batch of events is over: the moment for what is cheaper done once for many
         * events. Called after every tick, too.
         */
        default void settle() {}

        /** Time passed: called about once a tick, also while events keep coming. */
        void tick();

        /** The loop is about to end, in good order or not: free what belongs to its thread. Called once. */
        default void onClose() {}
    }

    private final Owner<E> owner;
    private final BlockingQueue<Runnable> queue;
    private final Duration tick;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile long dropped;

    public EventLoop(String name, int capacity, Duration tick, Owner<E> owner) {
        this.owner = owner;
        this.tick = tick;
        queue = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Hands over an event from any thread, never waiting; false if the queue was full and the event is dropped. */
    public boolean offer(E event) {
        boolean taken = queue.offer(() -> owner.on(event));
        if (!taken) {
            countDropped();
        }
        return taken;
    }

    /** Events that wait. */
    public int waiting() {
        return queue.size();
    }

    /** Events dropped since the start. */
    public long dropped() {
        return dropped;
    }

    private synchronized void countDropped() {
        dropped++;
    }

    /** Completes when the loop has ended, exceptionally if its owner failed. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** A loop that waits sees at once that it is closed; with a full queue it does not wait anyway. */
    private void wakeUp() {
        queue.offer(() -> {});
    }

    private void run() {
        Throwable failure = failureOf(this::runUntilClosed);
        Throwable failureWhenClosing = failureOf(owner::onClose);
        if (failure == null) {
            failure = failureWhenClosing;
        } else if (failureWhenClosing != null && failureWhenClosing != failure) {
            failure.addSuppressed(failureWhenClosing);
        }
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private @Nullable Throwable failureOf(Step step) {
        try {
            step.run();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (CancellationException e) {
            LOG.debug("{} was ended by its owner", thread.getName(), e);
            return null;
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed and ends", thread.getName(), e);
            return e;
        }
    }

    private void runUntilClosed() throws InterruptedException {
        long nextTickNs = System.nanoTime() + tick.toNanos();
        long reported = 0;
        int unsettled = 0;
        while (!closed) {
            Runnable event = queue.poll(Math.max(0, nextTickNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event != null) {
                event.run();
                unsettled++;
                if (!closed && (unsettled == LONGEST_BATCH || queue.isEmpty())) {
                    owner.settle();
                    unsettled = 0;
                }
            }
            if (System.nanoTime() - nextTickNs >= 0) {
                owner.tick();
                owner.settle();
                unsettled = 0;
                nextTickNs = System.nanoTime() + tick.toNanos();
                if (dropped > reported) {
                    LOG.warn("{} is too slow: {} events dropped since its start", thread.getName(), dropped);
                    reported = dropped;
                }
            }
        }
    }

    /** Ends the loop after the event it is at; waits for it unless called by the loop itself. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return;
        }
        wakeUp();
        try {
            thread.join(PATIENCE_WHEN_CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} did not end within {}", thread.getName(), PATIENCE_WHEN_CLOSING);
        }
    }
}
