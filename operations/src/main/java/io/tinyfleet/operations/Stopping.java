package io.tinyfleet.operations;

/**
 * What happens on Ctrl-C or SIGTERM: a program's parts are closed before the JVM ends. Ends with the work that it
 * guards.
 */
public final class Stopping implements AutoCloseable {
    private final Thread hook;

    private Stopping(Thread hook) {
        this.hook = hook;
    }

    /** Runs {@code action} if the JVM is told to end. */
    public static Stopping onSignal(Runnable action) {
        Thread hook = new Thread(action, "stopping");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Stopping(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook is doing its work.
            return;
        }
    }
}
