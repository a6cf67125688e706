package io.sightline.stream.redrive;

import io.sightline.event.SourceRecord;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to send again, and how.
 *
 * @param reasons only those with one of these reasons; empty for all
 * @param ids only those of these images; empty for all
 * @param since only those whose own record is not older, or null for all
 * @param max most to send
 * @param maxRedrives a record that has been sent again so often is not sent once more
 * @param perSecond most to send in a second, or null for no limit
 * @param again whether letters that have been sent again before are sent once more
 * @param dryRun whether to say only what would be sent
 */
public record RedriveRequest(
        Set<String> reasons,
        Set<String> ids,
        @Nullable Instant since,
        long max,
        int maxRedrives,
        @Nullable Double perSecond,
        boolean again,
        boolean dryRun) {
    public static final int MAX_REDRIVES = 3;

    public RedriveRequest {
        reasons = Set.copyOf(reasons);
        ids = Set.copyOf(ids);
    }

    /** Everything that has not been sent again yet, as fast as it goes. */
    public static RedriveRequest all() {
        return new RedriveRequest(Set.of(), Set.of(), null, Long.MAX_VALUE, MAX_REDRIVES, null, false, false);
    }

    boolean wants(SourceRecord letter, String reason, String id) {
        return (reasons.isEmpty() || reasons.contains(reason))
                && (ids.isEmpty() || ids.contains(id))
                && (since == null || letter.timestamp() >= since.toEpochMilli());
    }
}
