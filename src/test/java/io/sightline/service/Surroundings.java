package io.sightline.service;

import java.util.List;
import java.util.Map;

/**
 * What a process is started with besides its arguments.
 *
 * @param jvmOptions after the usual ones, over which they win
 * @param environment variables besides those of this process
 */
public record Surroundings(List<String> jvmOptions, Map<String, String> environment) {
    /** Nothing special. */
    public static final Surroundings USUAL = new Surroundings(List.of(), Map.of());

    public Surroundings {
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }
}
