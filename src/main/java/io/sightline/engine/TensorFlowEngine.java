package io.sightline.engine;

import ai.djl.engine.Engine;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/**
 * Starts TensorFlow once for the process, from the unpacked libraries. Everything that touches
 * TensorFlow calls {@link #start()} first.
 *
 * <p>Threading notes: any thread may call it; the class initialiser of the holder is the lock.
 */
public final class TensorFlowEngine {
    /** DJL's: how many threads compute an operation of a graph; in force from TensorFlow's start on. */
    private static final String OPERATION_THREADS = "ai.djl.tensorflow.num_intraop_threads";

    /** TensorFlow's threads have the name of the one that starts it: so a list of threads tells them apart. */
    private static final String THREADS = "tensorflow";

    private TensorFlowEngine() {}

    /**
     * Makes sure TensorFlow is loaded and returns DJL's engine over it.
     *
     * @throws EngineException if there is no TensorFlow for this machine or it cannot be loaded
     */
    public static Engine start() {
        try {
            return Holder.ENGINE.join();
        } catch (CompletionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /**
     * Makes sure TensorFlow is loaded, for a process that keeps its processors busy by itself. The threads that compute
     * operations are one pool for the whole process, which TensorFlow makes when it starts: where it runs already, or
     * DJL's own setting {@value #OPERATION_THREADS} is given, nothing changes.
     *
     * @param operationThreads threads that compute an operation; 0 for as many as there are processors
     * @throws EngineException if there is no TensorFlow for this machine or it cannot be loaded
     */
    public static void start(int operationThreads) {
        if (System.getProperty(OPERATION_THREADS) == null) {
            System.setProperty(OPERATION_THREADS, String.valueOf(operationThreads));
        }
        start();
    }

    /** Tensors, graphs, sessions and other things outside the heap that are open in this process. */
    public static long openObjects() {
        return Pointer.totalCount();
    }

    /** In the words of what is behind it all: DJL says only that it failed. */
    static EngineException failure(Throwable failure) {
        if (failure instanceof EngineException known) {
            return new EngineException(String.valueOf(known.getMessage()), known);
        }
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return new EngineException("TensorFlow cannot be started: " + root, failure);
    }

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
        Engine engine = Engine.getEngine("TensorFlow");
        startThreads();
        return engine;
    }

    /** The first session of a process makes the threads that run the operations of all sessions. */
    private static void startThreads() {
        try (Graph graph = new Graph()) {
            new Session(graph, JavacppUtils.getSessionConfig()).close();
        }
    }

    private static final class Holder {
        static final CompletableFuture<Engine> ENGINE =
                CompletableFuture.supplyAsync(TensorFlowEngine::load, loading -> new Thread(loading, THREADS).start());
    }
}
