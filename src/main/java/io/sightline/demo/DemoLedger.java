package io.sightline.demo;

import io.sightline.demo.DemoReport.Latency;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was sent against what came back.
 *
 * <p>Threading notes: the sender and the reader both use it; every method locks.
 */
final class DemoLedger {
    private final boolean forgetting;
    private final Map<String, Sent> sent = new HashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Double> latencies = new ArrayList<>();
    private int predicted;
    private int judged;
    private int right;
    private int duplicates;

    /** @param forgetting whether what is answered is forgotten: for streams without end, at the price that no duplicate is noticed */
    DemoLedger(boolean forgetting) {
        this.forgetting = forgetting;
    }

    private static final class Sent {
        final Shipment shipment;
        final long at;
        boolean answered;

        Sent(Shipment shipment, long at) {
            this.shipment = shipment;
            this.at = at;
        }
    }

    /**
     * What came back for a shipment.
     *
     * @param latencyMs from sending to seeing the result
     */
    record Answer(Shipment shipment, double latencyMs) {}

    synchronized void sent(Shipment shipment) {
        sent.put(shipment.id(), new Sent(shipment, System.nanoTime()));
    }

    /** Notes a prediction; null if it is a duplicate. */
    synchronized @Nullable Answer predicted(String id, String label) {
        Sent known = answer(id);
        if (known == null) {
            return null;
        }
        predicted++;
        judged++;
        right += label.equals(known.shipment.label()) ? 1 : 0;
        return new Answer(known.shipment, latency(known));
    }

    /** Notes a dead letter; null if it is a duplicate. */
    synchronized @Nullable Answer rejected(String id, String reason) {
        Sent known = answer(id);
        if (known == null) {
            return null;
        }
        reasons.merge(reason, 1, Integer::sum);
        return new Answer(known.shipment, latency(known));
    }

    synchronized int unanswered() {
        return (int) sent.values().stream().filter(one -> !one.answered).count();
    }

    synchronized int sentCount() {
        return sent.size();
    }

    synchronized int predictions() {
        return predicted;
    }

    synchronized Map<String, Integer> deadLetters() {
        return new TreeMap<>(reasons);
    }

    synchronized int duplicates() {
        return duplicates;
    }

    /** Share of right predictions since the last call, 0 to 1; not a number where there were none. */
    synchronized double takeAccuracy() {
        double accuracy = (double) right / judged;
        right = 0;
        judged = 0;
        return accuracy;
    }

    /** Latencies since the last call. */
    synchronized Latency takeLatency() {
        List<Double> sorted = new ArrayList<>(latencies);
        latencies.clear();
        Collections.sort(sorted);
        return new Latency(percentile(sorted, 0.50), percentile(sorted, 0.99));
    }

    private @Nullable Sent answer(String id) {
        Sent known = sent.get(id);
        if (known == null || known.answered) {
            duplicates++;
            return null;
        }
        known.answered = true;
        if (forgetting) {
            sent.remove(id);
            latencies.clear();
        }
        return known;
    }

    private double latency(Sent known) {
        double ms = Math.round((System.nanoTime() - known.at) / 100_000.0) / 10.0;
        latencies.add(ms);
        return ms;
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
