package io.sightline.cli.learning;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.cli.common.TemporaryFolder;
import io.sightline.learning.examples.ExampleFollower;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.LabelledPicture;
import io.sightline.learning.examples.PictureStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline examples list}. */
@Command(name = "list", description = "Count the labelled pictures by label and by what they are for.")
final class ExamplesListCommand implements Callable<Integer> {
    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Quiet.clients();
        ExampleTable table;
        try (TemporaryFolder folder = new TemporaryFolder("sightline-examples")) {
            table = ExampleFollower.now(cluster.load(), new PictureStore(folder.path()));
        }
        ExampleSet set = table.set();
        PrintWriter out = spec.commandLine().getOut();
        counts(set).forEach((label, counts) -> out.println(json.wanted() ? line(label, counts) : row(label, counts)));
        PrintWriter err = spec.commandLine().getErr();
        if (set.pictures().isEmpty()) {
            err.println("There are no examples yet; `sightline feedback send` brings some.");
        }
        if (set.conflicts() > 0) {
            err.println(set.conflicts() + " pictures were given several labels; the last of each counts.");
        }
        if (table.skipped() > 0) {
            err.println(table.skipped() + " records are no examples and were passed over.");
        }
        return ExitCode.OK;
    }

    private String line(String label, Map<String, Integer> counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", label);
        fields.putAll(counts);
        return json.line(fields);
    }

    private static String row(String label, Map<String, Integer> counts) {
        return "%-24s %6d train %6d validation %6d test"
                .formatted(label, counts.get("train"), counts.get("validation"), counts.get("test"));
    }

    private static Map<String, Map<String, Integer>> counts(ExampleSet set) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (LabelledPicture picture : set.pictures()) {
            counts.computeIfAbsent(picture.label(), key -> none()).merge(picture.splitName(), 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, Integer> none() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("train", 0);
        counts.put("validation", 0);
        counts.put("test", 0);
        return counts;
    }
}
