package io.sightline.bench.measure;

import io.sightline.bench.process.ThreadTimes;
import java.lang.management.ManagementFactory;

/**
 * What a contender and the broker had used at a moment.
 *
 * @param time milliseconds since 1970
 * @param cpuSeconds of the contender
 * @param brokerCpuSeconds of this process, which has the broker in it
 * @param residentMiB of the contender
 * @param threads of the contender
 */
record Usage(long time, double cpuSeconds, double brokerCpuSeconds, double residentMiB, ThreadTimes threads) {
    static Usage of(Child child) {
        double own = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
        return new Usage(System.currentTimeMillis(), child.cpuSeconds(), own, child.residentMiB(), child.threadTimes());
    }

    /** The same, but for the moment. */
    Usage at(long moment) {
        return new Usage(moment, cpuSeconds, brokerCpuSeconds, residentMiB, threads);
    }
}
