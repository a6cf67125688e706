package io.sightline.cli.training;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.demo.starter.StarterTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline starter-backbone}: makes the weights that come with Sightline again. */
@Command(
        name = "starter-backbone",
        hidden = true,
        description =
                "Trains the starter backbone on rendered surfaces and writes its weights. For maintainers: half an"
                        + " hour of processor time, so a good quarter of an hour on two free cores.")
public final class StarterBackboneCommand implements Callable<Integer> {
    private static final int REPORT_EVERY = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write, *.weights.h5.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(names = "--from", paramLabel = "FILE", description = "Weights to go on from; without, begins from nothing.")
    @Nullable
    Path from;

    @Option(names = "--pictures", paramLabel = "N", description = "Pictures rendered (default: as in the release).")
    int pictures = StarterTraining.official().pictures();

    @Option(
            names = "--small-steps",
            paramLabel = "N",
            description = "Steps on pictures of half the size (default: as in the release).")
    int smallSteps = StarterTraining.official().smallSteps();

    @Option(
            names = "--full-steps",
            paramLabel = "N",
            description = "Steps on pictures of the full size (default: as in the release).")
    int fullSteps = StarterTraining.official().fullSteps();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random (default: as in the release).")
    long seed = StarterTraining.official().seed();

    @Override
    public Integer call() throws Exception {
        StarterTraining training = new StarterTraining(
                pictures, smallSteps, fullSteps, StarterTraining.official().batchSize(), seed);
        AtomicInteger rendered = new AtomicInteger();
        float[] smooth = {0};
        Network network = training.run(
                from == null ? null : backbone(from),
                more -> {
                    if (rendered.addAndGet(more) % 1000 == 0) {
                        report("%d of %d pictures rendered", rendered.get(), smallSteps == 0 ? pictures : 2 * pictures);
                    }
                },
                (step, loss) -> {
                    smooth[0] = step == 0 ? loss : 0.98f * smooth[0] + 0.02f * loss;
                    if ((step + 1) % REPORT_EVERY == 0) {
                        report("step %d of %d, loss %.3f", step + 1, training.steps(), smooth[0]);
                    }
                });
        if (out.toAbsolutePath().getParent() != null) {
            Files.createDirectories(out.toAbsolutePath().getParent());
        }
        KerasWeights.write(out, network);
        report("wrote %s", out);
        return ExitCode.OK;
    }

    private static Network backbone(Path file) {
        Architecture architecture =
                Backbone.MOBILENET_V2.architecture(StarterTraining.ALPHA, StarterTraining.IMAGE_SIZE);
        return new Network(architecture, KerasWeights.read(file, architecture));
    }

    private void report(String format, Object... values) {
        spec.commandLine().getErr().println(String.format(Locale.ROOT, format, values));
    }
}
