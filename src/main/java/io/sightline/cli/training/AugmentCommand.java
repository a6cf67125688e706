package io.sightline.cli.training;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.augmentation.ContactSheet;
import io.sightline.cli.common.JsonOption;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sightline augment}: shows what augmentation makes of pictures, before anything is trained. */
@Command(
        name = "augment",
        description = "Draw a contact sheet: pictures of a data set beside what augmentation makes of them.",
        footer = {
            "",
            "With the seed of a training the sheet shows the pictures of its first epochs. They are squares, as the"
                    + " network takes them."
        })
public final class AugmentCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures, a folder for each class.")
    @SuppressWarnings("NullAway.Init") // required
    Path data;

    @Option(
            names = "--augment",
            paramLabel = "SPEC",
            defaultValue = "default",
            converter = AugmentationConverter.class,
            description = "Steps and their strengths, such as flip,rotation=0.1,zoom=0.2,shift=0.1,brightness=0.2,"
                    + "contrast=0.2,saturation=0.2,hue=0.05,crop=0.9,cutout=0.25, or a preset: none, light, default,"
                    + " strong; a preset may have changes after it. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    AugmentationSpec augmentation;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write the sheet, a PNG.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Pictures, taken from the classes in turn. Default: ${DEFAULT-VALUE}.")
    int count = ContactSheet.PICTURES;

    @Option(
            names = "--versions",
            paramLabel = "N",
            description = "Augmented versions of each picture. Default: ${DEFAULT-VALUE}.")
    int versions = ContactSheet.VERSIONS;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            defaultValue = "224",
            description = "Side of the square that the network takes. Default: ${DEFAULT-VALUE}.")
    int imageSize;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        ContactSheet sheet = usable();
        PrintWriter console = spec.commandLine().getOut();
        ImageFolder folder = ImageFolder.scan(data);
        List<Photo> training = folder.photos(Split.TRAIN);
        ContactSheet.Written written =
                sheet.write(folder, training.isEmpty() ? folder.photos() : training, imageSize, true, out);
        DataProblems.reportUnreadable(spec.commandLine().getErr(), written.unreadable(), "");
        if (!written.labelled()) {
            spec.commandLine().getErr().println("Note: the sheet has no labels, as this machine has no fonts");
        }
        if (json.wanted()) {
            console.println(json.line(new Result(
                    out.toString(),
                    sheet.spec().toString(),
                    written.pictures(),
                    versions,
                    written.unreadable().size())));
        } else {
            console.println("Wrote " + out + ": " + written.pictures() + " pictures, " + sheet.spec());
        }
        return ExitCode.OK;
    }

    record Result(String file, String augmentation, int pictures, int versions, int unreadable) {}

    private ContactSheet usable() {
        try {
            if (imageSize < 1) {
                throw new IllegalArgumentException("image-size is " + imageSize + "; it must be at least 1");
            }
            return new ContactSheet(augmentation, seed, count, versions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
