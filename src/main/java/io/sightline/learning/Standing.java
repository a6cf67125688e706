package io.sightline.learning;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.ClassCount;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.PictureStore;
import io.sightline.learning.run.LearningData;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand with the examples. It is worked out again only when these, the champion or the last run have
 * changed: the instance that leads classifies as well, and going through tens of thousands of examples twice a second
 * would cost it a part of a processor.
 *
 * <p>Threading notes: one thread.
 */
final class Standing {
    private final String model;
    private final int ofNewClass;
    private final int window;
    private final ExampleTable examples;
    private final PictureStore pictures;
    private @Nullable Known known;

    /** What was worked out, and of what. */
    private record Known(
            ChampionFollower.Champion champion,
            RunHistory.@Nullable Ended last,
            RunHistory.@Nullable Ended judged,
            TriggerPolicy.Situation situation) {
        boolean isOf(ChampionFollower.Champion other, RunHistory history) {
            return champion.equals(other)
                    && Objects.equals(last, history.last())
                    && Objects.equals(judged, history.judged());
        }
    }

    /**
     * With nothing worked out yet.
     *
     * @param model its name
     * @param window labelled predictions over which agreement is taken
     */
    Standing(Settings settings, String model, int window, ExampleTable examples, PictureStore pictures) {
        this.model = model;
        this.ofNewClass = settings.getInt(LearningSettings.NEW_CLASS_EXAMPLES);
        this.window = window;
        this.examples = examples;
        this.pictures = pictures;
    }

    /** Takes note that the examples are others. */
    void examplesChanged() {
        known = null;
    }

    /** What a decision is made on. */
    TriggerPolicy.Situation situation(RunHistory history, ChampionFollower.Champion champion) {
        Known before = known;
        if (before != null && before.isOf(champion, history)) {
            return before.situation;
        }
        RunHistory.Ended last = history.last();
        TriggerPolicy.Situation situation = new TriggerPolicy.Situation(
                newExamples(history),
                counts(champion),
                last == null ? null : last.at(),
                champion.since(),
                agreement(champion));
        known = new Known(champion, last, history.judged(), situation);
        return situation;
    }

    /** How the champion fares on pictures that were labelled. */
    Agreement agreement(ChampionFollower.Champion champion) {
        int version = champion.bundle().manifest().version();
        return Agreement.of(examples.examples(), model, String.valueOf(version), window);
    }

    private Map<String, Integer> counts(ChampionFollower.Champion champion) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ClassCount count : LearningData.of(
                        champion.bundle().manifest().labels(), champion.base(), examples.set(), pictures, ofNewClass)
                .counts()) {
            counts.put(count.label(), count.train() + count.validation() + count.test());
        }
        return counts;
    }

    /** A failed run has used nothing up, but is not done again for nothing new. */
    private int newExamples(RunHistory history) {
        RunHistory.Ended last = history.last();
        RunHistory.Ended judged = history.judged();
        boolean anything = last == null || examples.newSince(last.plan().offsets()) > 0;
        return anything
                ? examples.newSince(judged == null ? Map.of() : judged.plan().offsets())
                : 0;
    }
}
