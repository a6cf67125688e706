package io.sightline.chaos;

import io.sightline.service.CliProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes, as Linux tells it.
 *
 * @param residentKb memory that is really there, in KiB
 * @param heapKb Java objects that are still used after a collection, in KiB
 * @param threads how many there are
 * @param files open files and sockets
 * @param nativeObjects of TensorFlow's that are open
 * @param stateKb size of its state folder, in KiB
 */
record ProcessFigures(long residentKb, long heapKb, int threads, int files, long nativeObjects, long stateKb) {

    /** Counts its native objects, collects its garbage, then looks at the rest. */
    static ProcessFigures of(CliProcess instance, Path stateFolder) throws IOException, InterruptedException {
        long pid = instance.pid();
        long nativeObjects = Plant.nativeObjects(instance); // before the collector closes what was forgotten
        jcmd(pid, "GC.run");
        Path process = Path.of("/proc", Long.toString(pid));
        long resident = 0;
        int threads = 0;
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = number(line);
            } else if (line.startsWith("Threads:")) {
                threads = (int) number(line);
            }
        }
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new ProcessFigures(
                    resident, heapKb(pid), threads, (int) files.count(), nativeObjects, sizeKb(stateFolder));
        }
    }

    /** In the order of {@link #HEADER}. */
    String csv() {
        return residentKb + "," + heapKb + "," + threads + "," + files + "," + nativeObjects + "," + stateKb;
    }

    static final String HEADER = "residentKb,heapKb,threads,files,nativeObjects,stateKb";

    /** {@code garbage-first heap total 260096K, used 41234K}, or, of the serial collector, one line for each part. */
    private static long heapKb(long pid) throws IOException, InterruptedException {
        return jcmd(pid, "GC.heap_info")
                .lines()
                .filter(line -> line.contains("generation") || line.contains("heap "))
                .filter(line -> line.contains(" used "))
                .mapToLong(line -> number(line.substring(line.indexOf(" used "))))
                .sum();
    }

    private static long sizeKb(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1024;
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceFirst("^\\D+(\\d+).*", "$1"));
    }
}
