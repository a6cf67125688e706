package io.sightline.cli.cluster;

import io.sightline.cli.common.BackboneOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Progress;
import io.sightline.cli.common.Quiet;
import io.sightline.cli.common.TemporaryFolder;
import io.sightline.cli.common.UntilStopped;
import io.sightline.cli.common.WeightsOption;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.demo.Demo;
import io.sightline.demo.DemoOptions;
import io.sightline.demo.DemoReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline demo}: the whole story in one process. */
@Command(
        name = "demo",
        description = {
            "See it work: pictures of an inspection line are rendered, a model is trained on some of them, a broker and"
                    + " the service start, and the others stream through, some broken ones among them. Then a defect"
                    + " comes up that the model has never seen; reviewers label it, the service retrains itself, and"
                    + " the new model takes over while pictures go on.",
            "Everything is written to a temporary folder and removed at the end."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8080;

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "Use photographs, a folder for each class, instead of rendered pictures; a tenth of them is"
                    + " kept from training and streamed. They have no new class to be learned.")
    @Nullable
    Path photos;

    @Option(names = "--once", description = "End when the story has been told, instead of streaming on.")
    boolean once;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port for page, health and metrics. Default: 8080 if it is free, else any.")
    @Nullable
    Integer port;

    @Mixin
    BackboneOptions backbone = new BackboneOptions();

    @Mixin
    WeightsOption weights = new WeightsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Quiet.service();
        try (UntilStopped stop = new UntilStopped()) {
            return stop.run(this::play);
        }
    }

    private Integer play() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        try (TemporaryFolder work = new TemporaryFolder("sightline-demo");
                DemoConsole console = new DemoConsole(err, !once || Progress.isWatched())) {
            PretrainedBackbone pretrained = weights.load(backbone, err);
            DemoOptions options = new DemoOptions(photos, pretrained, FreePort.or(port, DEFAULT_PORT), work.path());
            try (Demo demo = Demo.prepare(options, console)) {
                DemoReport report = demo.play();
                print(report);
                if (!once) {
                    demo.keepStreaming();
                }
                return report.lost() == 0 && report.duplicates() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    private void print(DemoReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(json.line(report));
        } else {
            out.println();
            line(out, "sent", report.sent());
            line(out, "predictions", report.predictions());
            line(
                    out,
                    "dead letters",
                    report.deadLetters().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            report.deadLetters().forEach((reason, count) -> line(out, "  " + reason, count));
            line(out, "lost", report.lost());
            line(out, "duplicates", report.duplicates());
            accuracy(out, report);
            line(out, "images/s", String.format(Locale.ROOT, "%.0f working off a backlog", report.imagesPerSecond()));
            line(
                    out,
                    "latency",
                    String.format(
                            Locale.ROOT,
                            "p50 %.0f ms, p99 %.0f ms from sending to seeing the committed result",
                            report.latencyMs().p50(),
                            report.latencyMs().p99()));
            line(out, "weights", report.weights());
        }
        out.flush();
    }

    private static void accuracy(PrintWriter out, DemoReport report) {
        DemoReport.Learning learning = report.learning();
        String on = String.format(
                Locale.ROOT,
                "on %d pictures no model was trained on (the first was trained on %d)",
                report.testedOn(),
                report.trainedOn());
        if (learning == null) {
            line(out, "accuracy", percent(report.accuracy()) + " " + on);
            return;
        }
        line(out, "accuracy", on);
        line(out, "  known defects", percent(learning.accuracyBefore()));
        line(out, "  with a new one", percent(learning.accuracyDuring()));
        line(
                out,
                "  after learning",
                percent(learning.accuracyAfter())
                        + String.format(
                                Locale.ROOT,
                                ", %.0f s after %d labels",
                                learning.secondsToLearn(),
                                learning.labelled()));
        line(
                out,
                "models",
                String.format(
                        Locale.ROOT,
                        "%d versions, %d promoted, %d refused, %d swapped while serving",
                        learning.modelVersions(),
                        learning.promoted(),
                        learning.refused(),
                        learning.swaps()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void line(PrintWriter out, String name, Object value) {
        out.printf(Locale.ROOT, "%-22s %s%n", name, value);
    }
}
