package io.sightline.bench.measure;

import io.sightline.bench.process.CompilerRest;
import io.sightline.bench.process.ThreadTimes;

/**
 * What a contender and the broker had used at a moment.
 *
 * @param time milliseconds since 1970
 * @param cpuSeconds of the contender
 * @param brokerCpuSeconds of the broker
 * @param residentMiB of the contender
 * @param threads of the contender
 */
record Usage(long time, double cpuSeconds, double brokerCpuSeconds, double residentMiB, ThreadTimes threads) {
    static Usage of(Child child, BrokerProcess broker) {
        return new Usage(
                System.currentTimeMillis(),
                child.cpuSeconds(),
                broker.cpuSeconds(),
                child.residentMiB(),
                child.threadTimes());
    }

    /** Whether the compilers of the contender's JVM rested from a moment until this one. */
    boolean restedSince(Usage from) {
        return CompilerRest.rested(threads.compilerSeconds() - from.threads.compilerSeconds(), time - from.time);
    }

    /** The same, but for the moment. */
    Usage at(long moment) {
        return new Usage(moment, cpuSeconds, brokerCpuSeconds, residentMiB, threads);
    }
}
