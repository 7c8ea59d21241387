package io.tinyfleet.agent.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the one PyTorch of this process: without network, without telemetry, on one thread per learner.
 *
 * <p>On its first start on a machine DJL unpacks the native libraries (430 MB on x86-64) from the class path into
 * {@code ENGINE_CACHE_DIR}, else {@code DJL_CACHE_DIR}, else {@code ~/.djl.ai}, else, where the home directory is
 * read-only, {@code .djl.ai} below {@code java.io.tmpdir}; the first two may be environment variables or system
 * properties. It unpacks beside the final place and renames, so processes that start at the same time do not disturb
 * each other, but each of them needs that room meanwhile.
 *
 * <p>A system property that is already set stands; {@code -Dai.djl.pytorch.num_threads=4} gives a learner four threads.
 */
public final class PyTorch {
    private static final Logger LOG = LoggerFactory.getLogger(PyTorch.class);
    private static boolean announced;

    private PyTorch() {}

    /** Unpacks the native libraries, unless that was done before, and starts them once; where they are. */
    public static Path prepare() {
        newManager().close();
        return Utils.getEngineCacheDir("pytorch");
    }

    /** Of the library that computes. */
    public static String version() {
        newManager().close();
        return Engine.getEngine("PyTorch").getVersion();
    }

    /** A manager of native memory that stands alone; closing it frees everything made through it. */
    static synchronized NDManager newManager() {
        // Before the first mention of Engine, whose static initialiser reads them.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessSet("ai.djl.pytorch.graph_optimizer", "false"); // only for TorchScript, and it logs a warning
        Engine engine = Engine.getEngine("PyTorch");
        if (!announced) {
            announced = true;
            LOG.info("PyTorch {}, native libraries in {}", engine.getVersion(), Utils.getEngineCacheDir("pytorch"));
        }
        return engine.newBaseManager(Device.cpu());
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
