package io.sightline.cli.cluster;

import io.sightline.cli.common.Progress;
import io.sightline.demo.DemoListener;
import io.sightline.event.ModelEvent;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the demo's story on stderr: steps as they begin, then a line for each result with the figures
 * so far.
 */
final class DemoConsole implements DemoListener, AutoCloseable {
    private final PrintWriter err;
    private final boolean everyResult;
    private @Nullable Progress progress;
    private int results;
    private int predictions;
    private int right;

    /** @param everyResult whether each result gets a line; otherwise one in fifty does */
    DemoConsole(PrintWriter err, boolean everyResult) {
        this.err = err;
        this.everyResult = everyResult;
    }

    @Override
    public synchronized void step(String what) {
        closeProgress();
        err.println("» " + what);
        err.flush();
        progress = null;
    }

    @Override
    public synchronized void progress(long done, long total) {
        if (progress == null) {
            progress = new Progress("  pictures", total);
        }
        progress.at(done, total);
        if (done == total) {
            closeProgress();
        }
    }

    @Override
    public synchronized void serving(InetSocketAddress http, String bootstrapServers) {
        String address = http.getAddress().getHostAddress() + ":" + http.getPort();
        err.println("  page     http://" + address + "/");
        err.println("  health   http://" + address + "/health/ready");
        err.println("  metrics  http://" + address + "/metrics");
        err.println("  broker   " + bootstrapServers);
        err.flush();
    }

    @Override
    public synchronized void result(
            String picture, String outcome, double probability, @Nullable String expected, double latencyMs) {
        results++;
        boolean deadLetter = Double.isNaN(probability);
        if (!deadLetter) {
            predictions++;
            right += outcome.equals(expected) ? 1 : 0;
        }
        if (!everyResult && results % 50 != 0) {
            return;
        }
        String verdict = deadLetter
                ? String.format(Locale.ROOT, "dead letter  %-20s", outcome)
                : String.format(
                        Locale.ROOT,
                        "%s %-10s %5.1f %%             ",
                        outcome.equals(expected) ? "✓" : "✗",
                        outcome,
                        100 * probability);
        err.printf(
                Locale.ROOT,
                "  %5d  %-34s %s %6.0f ms   right so far %5.1f %%%n",
                results,
                shortened(picture),
                verdict,
                latencyMs,
                predictions == 0 ? 0.0 : 100.0 * right / predictions);
        err.flush();
    }

    @Override
    public synchronized void learning(ModelEvent event) {
        String why = event.why() == null ? "" : event.why();
        switch (event.type()) {
            case STARTED -> say("a training run starts: " + why);
            case PROGRESS ->
                say("  "
                        + (event.details() == null
                                ? ""
                                : event.details().path("phase").asText()));
            case PROMOTED -> say("version " + event.version() + " is promoted: " + why);
            case REFUSED -> say("the new model is refused: " + why);
            case FAILED -> say("the run has failed: " + why);
            default -> {}
        }
    }

    private void say(String what) {
        err.println("  ── " + what);
        err.flush();
    }

    @Override
    public synchronized void close() {
        closeProgress();
    }

    private void closeProgress() {
        if (progress != null) {
            progress.close();
        }
    }

    private static String shortened(String name) {
        return name.length() <= 34 ? name : name.substring(0, 33) + "…";
    }
}
