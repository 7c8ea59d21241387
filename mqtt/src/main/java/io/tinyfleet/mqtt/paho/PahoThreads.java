package io.tinyfleet.mqtt.paho;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The threads of one Paho client: known to us, and ended with it. */
final class PahoThreads {
    /** Connecting, receiving, sending, calling back, pinging, disconnecting: Paho holds six at once at most. */
    private static final int THREADS = 6;

    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
    private final ScheduledThreadPoolExecutor executor;

    PahoThreads(String clientId) {
        executor = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new PahoThread(work, clientId);
            started.add(thread);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof PahoThread;
    }

    /** Interrupts them all and waits. Returns whether all have ended. */
    boolean stop(Duration patience) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        executor.shutdownNow();
        for (Thread thread : started) {
            thread.join(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
        }
        return started.stream().noneMatch(Thread::isAlive);
    }

    private static final class PahoThread extends Thread {
        PahoThread(Runnable work, String clientId) {
            super(work, "mqtt-paho-" + clientId);
            setDaemon(true);
        }
    }
}
