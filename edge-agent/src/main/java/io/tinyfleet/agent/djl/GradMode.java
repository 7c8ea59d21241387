package io.tinyfleet.agent.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Whether the engine records operations for a backward pass, for the calling thread and the length of one task.
 *
 * <p>libtorch keeps the switch per thread, and DJL turns it off only on the thread that loads the engine: on any other it
 * starts out on, so everything here that must not record says so.
 */
enum GradMode {
    RECORDING(true),
    OFF(false);

    private final boolean on;

    GradMode(boolean on) {
        this.on = on;
    }

    void during(Runnable task) {
        during(() -> {
            task.run();
            return task;
        });
    }

    <T> T during(Supplier<T> task) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(on);
        try {
            return task.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
