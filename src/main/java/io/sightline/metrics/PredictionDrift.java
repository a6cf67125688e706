package io.sightline.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a model's last predictions are from its first. A model does not say how its predictions were
 * distributed when it was evaluated, and pictures of a held-out set need not be those of the line; so the
 * first full window of a version is what later ones are compared with.
 *
 * <p>Labels are compared in at most ten bins, the nine most frequent of the first window and all others;
 * probabilities in those between the deciles of the first window.
 *
 * <p>Threading notes: any number of threads.
 */
final class PredictionDrift {
    private static final int BINS = 10;

    private final int window;
    private final List<Seen> first = new ArrayList<>();
    private final Deque<Seen> last = new ArrayDeque<>();
    private @Nullable Reference reference;

    /** @param window predictions in each of the two windows that are compared */
    PredictionDrift(int window) {
        this.window = window;
    }

    private record Seen(String label, double probability) {}

    private record Reference(Bins labels, Bins probabilities) {}

    /** A way to sort predictions into bins, and how many of the first window were in each. */
    private record Bins(ToIntFunction<Seen> binOf, List<Integer> counts) {
        static Bins of(int size, ToIntFunction<Seen> binOf, Collection<Seen> seen) {
            return new Bins(binOf, count(size, binOf, seen));
        }

        double compare(Collection<Seen> seen) {
            return PopulationStability.index(counts, count(counts.size(), binOf, seen));
        }

        private static List<Integer> count(int size, ToIntFunction<Seen> binOf, Collection<Seen> seen) {
            Map<Integer, Integer> found =
                    seen.stream().collect(Collectors.toMap(binOf::applyAsInt, one -> 1, Integer::sum));
            List<Integer> counts = new ArrayList<>();
            for (int bin = 0; bin < size; bin++) {
                counts.add(found.getOrDefault(bin, 0));
            }
            return counts;
        }
    }

    synchronized void add(String label, double probability) {
        Seen seen = new Seen(label, probability);
        if (reference == null) {
            first.add(seen);
            if (first.size() == window) {
                reference = new Reference(labelBins(first), probabilityBins(first));
                first.clear();
            }
            return;
        }
        last.add(seen);
        if (last.size() > window) {
            last.remove();
        }
    }

    /** The index of the labels; NaN until both windows are full. */
    double ofLabels() {
        return compare(Reference::labels);
    }

    /** The index of the probabilities of the labels predicted; NaN until both windows are full. */
    double ofProbabilities() {
        return compare(Reference::probabilities);
    }

    private synchronized double compare(Function<Reference, Bins> which) {
        return reference == null || last.size() < window
                ? Double.NaN
                : which.apply(reference).compare(last);
    }

    private static Bins labelBins(List<Seen> seen) {
        List<String> frequent =
                seen.stream().collect(Collectors.groupingBy(Seen::label, Collectors.counting())).entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(BINS - 1)
                        .map(Map.Entry::getKey)
                        .toList();
        return Bins.of(
                frequent.size() + 1,
                one -> {
                    int bin = frequent.indexOf(one.label());
                    return bin < 0 ? frequent.size() : bin;
                },
                seen);
    }

    private static Bins probabilityBins(List<Seen> seen) {
        List<Double> sorted = seen.stream().map(Seen::probability).sorted().toList();
        List<Double> edges = new ArrayList<>();
        for (int decile = 1; decile < BINS; decile++) {
            double edge = sorted.get(decile * sorted.size() / BINS);
            if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        return Bins.of(
                edges.size() + 1,
                one -> (int)
                        edges.stream().filter(edge -> edge <= one.probability()).count(),
                seen);
    }
}
