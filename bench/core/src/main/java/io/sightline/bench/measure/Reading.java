package io.sightline.bench.measure;

import io.sightline.bench.process.ThreadTimes;
import java.util.Map;

/**
 * What a contender came to in one window.
 *
 * @param images whose predictions the broker appended in the window, and that were committed
 * @param imagesPerSecond that is
 * @param cpuSecondsPerImage processor time of the contender's process
 * @param brokerCpuSecondsPerImage processor time of the broker's process
 * @param residentMiB memory at the end of the window
 * @param threadMillisPerImage processor time of the contender's threads for each image in milliseconds, by
 *     their names without numbers: those that used most; empty where the system does not tell
 */
public record Reading(
        long images,
        double imagesPerSecond,
        double cpuSecondsPerImage,
        double brokerCpuSecondsPerImage,
        double residentMiB,
        Map<String, Double> threadMillisPerImage) {
    /** See {@link ThreadTimes#besidesTensorFlow}. */
    double cpuSecondsBesidesTensorFlow() {
        return ThreadTimes.besidesTensorFlow(cpuSecondsPerImage, threadMillisPerImage);
    }

    /**
     * Of the images that were done between two moments.
     *
     * @throws ContenderFailedException if there are none
     */
    static Reading of(long images, Usage from, Usage to) {
        if (images == 0) {
            throw new ContenderFailedException("no prediction in its window");
        }
        return new Reading(
                images,
                images * 1000.0 / (to.time() - from.time()),
                (to.cpuSeconds() - from.cpuSeconds()) / images,
                (to.brokerCpuSeconds() - from.brokerCpuSeconds()) / images,
                to.residentMiB(),
                to.threads().millisSince(from.threads(), images));
    }
}
