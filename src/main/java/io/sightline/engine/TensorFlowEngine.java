package io.sightline.engine;

import ai.djl.engine.Engine;
import org.bytedeco.javacpp.Pointer;

/**
 * Starts TensorFlow once for the process, from the unpacked libraries. Everything that touches
 * TensorFlow calls {@link #start()} first.
 *
 * <p>Threading notes: any thread may call it; the class initialiser of the holder is the lock.
 */
public final class TensorFlowEngine {
    private TensorFlowEngine() {}

    /**
     * Makes sure TensorFlow is loaded and returns DJL's engine over it.
     *
     * @throws EngineException if there is no TensorFlow for this machine or it cannot be loaded
     */
    public static Engine start() {
        return Holder.ENGINE;
    }

    /** Tensors, graphs, sessions and other things outside the heap that are open in this process. */
    public static long openObjects() {
        return Pointer.totalCount();
    }

    private static final class Holder {
        static final Engine ENGINE = load();

        private static Engine load() {
            String chosen = System.getenv("TENSORFLOW_LIBRARY_PATH");
            if (chosen == null) {
                System.setProperty(
                        "TENSORFLOW_LIBRARY_PATH",
                        TensorFlowNatives.unpackForThisMachine().toString());
            } else if (chosen.isBlank()) {
                throw new EngineException("the environment variable TENSORFLOW_LIBRARY_PATH is set but empty; unset it,"
                        + " or let it name a folder with TensorFlow's libraries");
            }
            System.setProperty("org.bytedeco.javacpp.logger.debug", "false");
            return Engine.getEngine("TensorFlow");
        }
    }
}
