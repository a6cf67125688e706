package io.sightline.bench.measure;

import java.util.Map;

/**
 * What one run of a contender came to, in the window after its warm-up.
 *
 * @param images whose predictions the broker appended in the window, and that were committed
 * @param imagesPerSecond that is
 * @param cpuSecondsPerImage processor time of the contender's process
 * @param brokerCpuSecondsPerImage processor time of the broker's process
 * @param duplicates images with more than one committed prediction, in the whole run
 * @param deadLetters in the whole run
 * @param firstSeconds from the start of the process to its first prediction
 * @param warmSeconds from then to the beginning of the window
 * @param residentMiB memory at the beginning of the window
 * @param residentEndMiB memory at its end
 * @param threadMillisPerImage processor time of the contender's threads for each image in milliseconds, by
 *     their names without numbers: those that used most; empty where the system does not tell
 */
public record Reading(
        long images,
        double imagesPerSecond,
        double cpuSecondsPerImage,
        double brokerCpuSecondsPerImage,
        long duplicates,
        long deadLetters,
        double firstSeconds,
        double warmSeconds,
        double residentMiB,
        double residentEndMiB,
        Map<String, Double> threadMillisPerImage) {}
