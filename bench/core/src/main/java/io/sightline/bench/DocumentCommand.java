package io.sightline.bench;

import io.sightline.bench.report.FiguresDocument;
import io.sightline.bench.report.Results;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sightline bench document}. */
@Command(
        name = "document",
        mixinStandardHelpOptions = true,
        description = "Put the figures of a benchmark into a document, between its marks.")
final class DocumentCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "FILE", description = "A bench.json.")
    @SuppressWarnings("NullAway.Init") // required
    Path from;

    @Parameters(paramLabel = "DOCUMENT", description = "For example docs/benchmarks.md.")
    @SuppressWarnings("NullAway.Init") // required
    Path document;

    @Override
    public Integer call() throws IOException {
        FiguresDocument.update(document, Json.mapper().readValue(from.toFile(), Results.class));
        return ExitCode.OK;
    }
}
