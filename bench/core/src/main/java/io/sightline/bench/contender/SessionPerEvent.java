package io.sightline.bench.contender;

/** The pattern of early examples: the model is loaded anew for each record. */
public final class SessionPerEvent implements Contender {
    @Override
    public void start(Job job) {
        OneAtATime.run(job, event -> {
            try (Engine engine = Engine.load(job.model(), 1)) {
                return engine.predict(event);
            }
        });
    }
}
