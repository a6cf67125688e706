package io.sightline.bench.contender;

/** A thread of a loop that ends its process when it fails: a loop that went on with fewer would be measured. */
final class LoopThread extends Thread {
    LoopThread(String name, Runnable work) {
        super(work, name);
        setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
    }
}
