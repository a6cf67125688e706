package io.sightline.bench.contender;

import io.sightline.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * How a process without Kafka takes its turns: each is a line of JSON on its standard input, and answered with a file
 * in the job's folder, as libraries write to the standard output what they like. Between turns it waits for a line,
 * which costs nothing.
 */
public final class Turns {
    /** File that says that turns can come. */
    public static final String READY = "ready.json";

    private Turns() {}

    /** What one line asks for: a loop, for so many seconds. */
    public record Turn(Loop loop, double seconds) {}

    /** Takes a turn. */
    interface Taker {
        Speed take(Turn turn) throws InterruptedException;
    }

    /** Name of the file with the {@link Speed} of a turn, counted from 1. */
    public static String speedFile(int turn) {
        return "speed-" + turn + ".json";
    }

    /**
     * Takes turns until there are no more lines.
     *
     * @param ready written into {@value #READY}
     */
    static void serve(Job job, Object ready, Taker taker) throws IOException, InterruptedException {
        job.leave(READY, ready);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int done = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            job.leave(speedFile(++done), taker.take(Json.mapper().readValue(line, Turn.class)));
        }
    }
}
