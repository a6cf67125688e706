package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.cli.common.UntilStopped;
import io.sightline.config.Settings;
import io.sightline.stream.redrive.RedriveReport;
import io.sightline.stream.redrive.RedriveRequest;
import io.sightline.stream.redrive.Redriver;
import io.sightline.stream.redrive.Verdict;
import io.sightline.stream.redrive.Verdict.Outcome;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sightline dead-letters redrive}. */
@Command(
        name = "redrive",
        description = {
            "Send dead letters back to the topic they came from, as they were received, once what was wrong is mended.",
            "Each is sent once, however often this is called and wherever it is cut short; what fails again is a new"
                    + " dead letter. The records are stamped with the time of the redrive."
        })
final class DeadLettersRedriveCommand implements Callable<Integer> {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only those with this reason; may be repeated.")
    Set<String> reasons = new LinkedHashSet<>();

    @Option(names = "--id", paramLabel = "ID", description = "Only those of this image; may be repeated.")
    Set<String> ids = new LinkedHashSet<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those whose own record is not older: 2026-11-24T12:00:00Z, or 6h, 2d for so long ago.")
    @Nullable
    String since;

    @Option(names = "--max", paramLabel = "N", description = "Send so many at most.")
    long max = Long.MAX_VALUE;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many a second.")
    @Nullable
    Double rate;

    @Option(
            names = "--max-redrives",
            paramLabel = "N",
            defaultValue = "" + RedriveRequest.MAX_REDRIVES,
            description = "Leave records that have been sent again so often (default: ${DEFAULT-VALUE}).")
    int maxRedrives;

    @Option(names = "--again", description = "Send those too that were sent again before.")
    boolean again;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    boolean dryRun;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ReasonCodes.check(spec, reasons);
        if ((rate != null && rate <= 0) || max < 1 || maxRedrives < 1) {
            throw new ParameterException(spec.commandLine(), "--rate, --max and --max-redrives must be greater than 0");
        }
        RedriveRequest request =
                new RedriveRequest(reasons, ids, sinceInstant(), max, maxRedrives, rate, again, dryRun);
        Settings settings = cluster.load();
        Quiet.clients();
        try (UntilStopped untilStopped = new UntilStopped()) {
            return untilStopped.run(() -> redrive(settings, request));
        }
    }

    private Integer redrive(Settings settings, RedriveRequest request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RedriveReport report = new Redriver(settings).run(request, verdict -> print(out, verdict));
        if (json.wanted()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dryRun", dryRun);
            fields.put("sent", report.count(Outcome.SENT));
            fields.put("sentBefore", report.count(Outcome.SENT_BEFORE));
            fields.put("tooOften", report.count(Outcome.TOO_OFTEN));
            fields.put("foreign", report.count(Outcome.FOREIGN));
            out.println(json.line(fields));
        } else {
            out.println("%d %s, %d sent before, %d sent too often, %d of other topics"
                    .formatted(
                            report.count(Outcome.SENT),
                            dryRun ? "would be sent" : "sent",
                            report.count(Outcome.SENT_BEFORE),
                            report.count(Outcome.TOO_OFTEN),
                            report.count(Outcome.FOREIGN)));
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Verdict verdict) {
        if (verdict.outcome() == Outcome.SENT_BEFORE) {
            return; // may be many, and there is nothing to be done about them
        }
        String outcome = dryRun && verdict.outcome() == Outcome.SENT
                ? "would-send"
                : verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (json.wanted()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("outcome", outcome);
            fields.put("reason", verdict.letter().reason());
            fields.put("id", verdict.id());
            fields.put("letter", verdict.place());
            fields.put("to", verdict.letter().topic());
            fields.put("redriven", verdict.redriven());
            out.println(json.line(fields));
        } else {
            out.println("%-10s %-20s %-24s to %s: %s"
                    .formatted(
                            outcome,
                            verdict.letter().reason(),
                            verdict.place(),
                            verdict.letter().topic(),
                            verdict.id()));
        }
    }

    private @Nullable Instant sinceInstant() {
        if (since == null) {
            return null;
        }
        try {
            return since.matches("\\d+[smhdSMHD]") ? Instant.now().minus(ago(since)) : Instant.parse(since);
        } catch (DateTimeException | ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(), "--since " + since + " is no time; write 2026-11-24T12:00:00Z, or 6h, 2d", e);
        }
    }

    private static Duration ago(String text) {
        boolean days = text.toLowerCase(Locale.ROOT).endsWith("d");
        return Duration.parse(days ? "P" + text : "PT" + text);
    }
}
