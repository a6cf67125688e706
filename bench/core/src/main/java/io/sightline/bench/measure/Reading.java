package io.sightline.bench.measure;

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
 * @param residentMiB memory at the beginning of the window
 * @param residentEndMiB memory at its end
 */
public record Reading(
        long images,
        double imagesPerSecond,
        double cpuSecondsPerImage,
        double brokerCpuSecondsPerImage,
        long duplicates,
        long deadLetters,
        double firstSeconds,
        double residentMiB,
        double residentEndMiB) {}
