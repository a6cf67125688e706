package io.sightline.cli.training;

import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Progress;
import io.sightline.dataset.ClassCount;
import io.sightline.dataset.catsdogs.CatsVsDogs;
import io.sightline.dataset.catsdogs.PreparedDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline dataset cats-vs-dogs}. */
@Command(
        name = "cats-vs-dogs",
        description = "Download Microsoft's 25,000 pictures of cats and dogs and sort them for training.",
        footer = {
            "",
            "The pictures are sorted 80/10/10 into OUT/train, OUT/validation and OUT/test by their content. Each is"
                    + " decoded to check it; the archive has some that are broken, and they are left out. OUT appears"
                    + " when it is whole. The archive (787 MB) is kept in the cache; a download that was cut short"
                    + " goes on where it stopped."
        })
final class CatsVsDogsCommand implements Callable<Integer> {
    private static final int NAMED = 10;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the data set.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Option(
            names = "--archive",
            paramLabel = "ZIP",
            description = "Microsoft's archive, kagglecatsanddogs_5340.zip, if it is here already.")
    @Nullable
    Path archive;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        PreparedDataset prepared = CatsVsDogs.find(out);
        if (prepared == null) {
            prepared = prepare(archive());
        } else {
            spec.commandLine().getErr().println("Note: " + out + " was prepared before");
        }
        PrintWriter console = spec.commandLine().getOut();
        if (json.wanted()) {
            console.println(json.line(new Result(out.toString(), prepared.counts(), prepared.leftOut())));
        } else {
            print(console, prepared);
        }
        return ExitCode.OK;
    }

    record Result(String folder, List<ClassCount> classes, List<PreparedDataset.LeftOut> leftOut) {}

    private Path archive() {
        PrintWriter err = spec.commandLine().getErr();
        if (archive == null) {
            err.println("Archive: " + CatsVsDogs.ARCHIVE);
            err.flush();
            try (Progress progress = new Progress("Download", CatsVsDogs.ARCHIVE_BYTES)) {
                return CatsVsDogs.download(progress::at);
            }
        }
        return archive;
    }

    private PreparedDataset prepare(Path from) {
        try (Progress progress = new Progress("Pictures", -1)) {
            return CatsVsDogs.prepare(from, out, progress::at);
        }
    }

    private void print(PrintWriter console, PreparedDataset prepared) {
        console.printf("%-8s %8s %12s %8s%n", "class", "train", "validation", "test");
        for (ClassCount count : prepared.counts()) {
            console.printf(
                    Locale.ROOT, "%-8s %8d %12d %8d%n", count.label(), count.train(), count.validation(), count.test());
        }
        if (!prepared.leftOut().isEmpty()) {
            console.println(prepared.leftOut().size() + " files of the archive are no pictures and were left out:");
            prepared.leftOut().stream()
                    .limit(NAMED)
                    .forEach(file -> console.println("  " + file.name() + ": " + file.reason()));
            if (prepared.leftOut().size() > NAMED) {
                console.println("  and " + (prepared.leftOut().size() - NAMED) + " more, named in "
                        + out.resolve(PreparedDataset.FILE));
            }
        }
        console.println("Data set: " + out);
    }
}
