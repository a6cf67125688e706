package io.sightline.learning;

import io.sightline.event.ModelEvent;
import io.sightline.learning.run.Challenger;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param type promoted, refused or failed
 * @param reason why, in words
 * @param champion the version that it wanted to better
 * @param version the version it became, or null
 * @param challenger what it came to, or null if it failed
 * @param seconds it took, this attempt alone
 */
public record RunResult(
        ModelEvent.Type type,
        String reason,
        int champion,
        @Nullable Integer version,
        @Nullable Challenger challenger,
        double seconds) {}
