package io.sightline.bench.contender;

import io.sightline.bench.process.ThreadTimes;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a loop came to.
 *
 * @param imagesPerSecond through the loop
 * @param cpuSecondsPerImage of the process
 * @param threadMillisPerImage processor time by the names of the threads, those that used most
 */
public record Speed(double imagesPerSecond, double cpuSecondsPerImage, Map<String, Double> threadMillisPerImage) {
    private static final long PID = ProcessHandle.current().pid();

    /** See {@link ThreadTimes#besidesTensorFlow}. */
    public double cpuSecondsBesidesTensorFlow() {
        return ThreadTimes.besidesTensorFlow(cpuSecondsPerImage, threadMillisPerImage);
    }

    /** Watches this process for a time, while others do images and count them. */
    static Speed watch(LongSupplier images, double seconds) throws InterruptedException {
        ThreadTimes threads = ThreadTimes.of(PID);
        long start = System.nanoTime();
        long before = images.getAsLong();
        long cpu = cpuNanos();
        TimeUnit.MILLISECONDS.sleep((long) (1000 * seconds));
        long count = images.getAsLong() - before;
        double took = (System.nanoTime() - start) / 1e9;
        double used = (cpuNanos() - cpu) / 1e9;
        return new Speed(count / took, used / count, ThreadTimes.of(PID).millisSince(threads, count));
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
