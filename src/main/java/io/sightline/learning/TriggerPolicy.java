package io.sightline.learning;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a run starts by itself.
 *
 * @param examples new pictures that are enough
 * @param ofEachClass pictures that every class must have
 * @param coolDown least time since the last run ended
 * @param interval time since the last run after which one new picture is enough; null for never
 * @param agreement share of labelled predictions that must have been right; 0 for any
 * @param window labelled predictions over which that is taken
 */
public record TriggerPolicy(
        int examples,
        int ofEachClass,
        Duration coolDown,
        @Nullable Duration interval,
        double agreement,
        int window) {

    /** The policy that the settings say. */
    public static TriggerPolicy of(Settings settings) {
        long interval = settings.getLong(LearningSettings.INTERVAL_MS);
        return new TriggerPolicy(
                settings.getInt(LearningSettings.TRIGGER_EXAMPLES),
                settings.getInt(LearningSettings.TRIGGER_CLASS_EXAMPLES),
                Duration.ofMillis(settings.getLong(LearningSettings.COOL_DOWN_MS)),
                interval < 0 ? null : Duration.ofMillis(interval),
                settings.getDouble(LearningSettings.TRIGGER_AGREEMENT),
                settings.getInt(LearningSettings.TRIGGER_AGREEMENT_WINDOW));
    }

    /**
     * Where things stand.
     *
     * @param newExamples pictures that came or changed their label since the last run that ended
     * @param counts pictures of each class that would be trained, base data included
     * @param lastEnd when the last run ended, or null if there was none
     * @param since from when an interval counts if there was no run yet
     * @param agreement how the champion fares on pictures that were labelled
     */
    public record Situation(
            int newExamples,
            Map<String, Integer> counts,
            @Nullable Instant lastEnd,
            Instant since,
            Agreement agreement) {
        public Situation {
            counts = new TreeMap<>(counts);
        }
    }

    /** What makes a run start. */
    public enum Kind {
        /** Enough new pictures. */
        EXAMPLES,
        /** The champion is right too rarely. */
        AGREEMENT,
        /** It is time. */
        INTERVAL,
        /** Somebody wants it. */
        REQUEST;

        /** As events have it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The one that events have so.
         *
         * @throws IllegalArgumentException if there is none
         */
        static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id().equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("there is no trigger " + id);
        }
    }

    /**
     * The answer.
     *
     * @param kind what makes the run start, or null if none does yet
     * @param reason why, or why not yet, in words
     */
    public record Decision(@Nullable Kind kind, String reason) {}

    /** Whether a run starts now. */
    public Decision decide(Situation now, Instant at) {
        if (now.newExamples() == 0) {
            return notYet("no new examples");
        }
        for (Map.Entry<String, Integer> entry : now.counts().entrySet()) {
            if (entry.getValue() < ofEachClass) {
                return notYet("the class " + entry.getKey() + " has " + pictures(entry.getValue()) + "; every class"
                        + " needs " + ofEachClass);
            }
        }
        Instant lastEnd = now.lastEnd();
        if (lastEnd != null && at.isBefore(lastEnd.plus(coolDown))) {
            return notYet("the last run ended at " + lastEnd + "; the next starts at " + lastEnd.plus(coolDown)
                    + " at the earliest");
        }
        Agreement agreed = now.agreement();
        if (now.newExamples() >= examples) {
            return new Decision(Kind.EXAMPLES, pictures(now.newExamples()) + " with new labels");
        }
        if (agreement > 0 && agreed.count() >= window && agreed.share() < agreement) {
            return new Decision(
                    Kind.AGREEMENT,
                    String.format(
                            Locale.ROOT,
                            "of the last %d labelled predictions %.1f %% were right, less than %.1f %%",
                            agreed.count(),
                            100 * agreed.share(),
                            100 * agreement));
        }
        if (interval != null && !at.isBefore((lastEnd == null ? now.since() : lastEnd).plus(interval))) {
            return new Decision(Kind.INTERVAL, "it is time, with " + pictures(now.newExamples()) + " with new labels");
        }
        return notYet(pictures(now.newExamples()) + " with new labels of " + examples);
    }

    private static Decision notYet(String reason) {
        return new Decision(null, reason);
    }

    private static String pictures(int count) {
        return count == 1 ? "1 picture" : count + " pictures";
    }
}
