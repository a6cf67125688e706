package io.sightline.bench.contender;

import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.Json;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of a contender: works until it is killed, or the process that started it is gone. */
public final class ContenderMain {
    private ContenderMain() {}

    /** Arguments: the class of the contender, the file with its job. */
    public static void main(String[] arguments) throws Exception {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        try {
            Job job = Json.mapper().readValue(Path.of(arguments[1]).toFile(), Job.class);
            if (job.settings().containsKey(Job.OPERATION_THREADS)) {
                TensorFlowEngine.start(job.number(Job.OPERATION_THREADS));
            }
            Class.forName(arguments[0])
                    .asSubclass(Contender.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .start(job);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        new CountDownLatch(1).await();
    }
}
