package io.sightline.report;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.augmentation.ContactSheet;
import io.sightline.dataset.Split;
import io.sightline.model.Manifest;
import io.sightline.training.RunReport;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a report to look at and a model card beside each model: {@code report.html}, {@code model-card.md}. */
public final class TrainingFiles implements RunReport {
    /** Name of the report in a bundle's folder. */
    public static final String REPORT = "report.html";

    /** Name of the model card in a bundle's folder. */
    public static final String MODEL_CARD = "model-card.md";

    /** Name of the contact sheet of augmented pictures, if there are any, in a bundle's folder. */
    public static final String AUGMENTATION = "augmentation.png";

    @Override
    public void write(Path folder, TrainingRequest request, Manifest manifest, TrainingOutcome outcome)
            throws IOException {
        write(folder, dataName(request), manifest, outcome);
        if (!request.augmentation().equals(AugmentationSpec.NONE)) {
            ContactSheet.of(request.augmentation(), request.head().seed())
                    .write(
                            outcome.data(),
                            outcome.data().photos(Split.TRAIN),
                            request.backbone().imageSize(),
                            request.orientation(),
                            folder.resolve(AUGMENTATION));
        }
    }

    void write(Path folder, String dataName, Manifest manifest, TrainingOutcome outcome) throws IOException {
        new TrainingReport(manifest, outcome).page().write(folder.resolve(REPORT));
        Files.writeString(folder.resolve(MODEL_CARD), new ModelCard(manifest, outcome, dataName).markdown());
    }

    private static String dataName(TrainingRequest request) {
        Path name = request.data().toAbsolutePath().normalize().getFileName();
        return name == null ? "data" : name.toString();
    }
}
