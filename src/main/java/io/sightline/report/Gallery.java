package io.sightline.report;

import io.sightline.evaluation.ScoredPhoto;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageLimits;
import io.sightline.image.SmallJpegs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Pictures that tell more of a model than its figures: the worst mistakes and the closest calls. */
final class Gallery {
    private static final int SIDE = 200;
    private static final int MISTAKES = 24;
    private static final int CLOSE_CALLS = 8;

    private final List<String> labels;
    private final boolean orientation;

    /**
     * Prepares to show pictures.
     *
     * @param orientation whether the model gets them upright
     */
    Gallery(List<String> labels, boolean orientation) {
        this.labels = labels;
        this.orientation = orientation;
    }

    /** The mistakes that the model was surest of; empty if it made none. */
    String mistakes(List<ScoredPhoto> scored) {
        return html(scored.stream()
                .filter(photo -> !photo.right())
                .sorted(Comparator.comparingDouble(Gallery::confidence).reversed())
                .limit(MISTAKES)
                .toList());
    }

    /** The right answers that the model was least sure of; empty if there are none. */
    String closeCalls(List<ScoredPhoto> scored) {
        return html(scored.stream()
                .filter(ScoredPhoto::right)
                .sorted(Comparator.comparingDouble(Gallery::confidence))
                .limit(CLOSE_CALLS)
                .toList());
    }

    private String html(List<ScoredPhoto> photos) {
        if (photos.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<div class=\"gallery\">");
        try (SmallJpegs thumbnails = SmallJpegs.thumbnails(ImageLimits.defaults(), SIDE)) {
            photos.forEach(photo -> html.append(html(photo, thumbnails)));
        }
        return html.append("</div>").toString();
    }

    private String html(ScoredPhoto photo, SmallJpegs thumbnails) {
        String name = Html.escape(name(photo.file()));
        String truth = photo.right()
                ? ""
                : "<span>is <b>" + Html.escape(labels.get(photo.label())) + "</b>, given "
                        + Numbers.percent((double) photo.probabilities()[photo.label()]) + "</span>";
        return "<div class=\"photo\"><div class=\"frame\">" + picture(photo.file(), name, thumbnails) + "</div>"
                + "<span class=\"" + (photo.right() ? "right" : "said") + "\">"
                + Html.escape(labels.get(photo.predicted())) + " " + Numbers.percent((double) confidence(photo))
                + "</span>" + truth + "<small>" + name + "</small></div>";
    }

    private String picture(Path file, String name, SmallJpegs thumbnails) {
        try {
            byte[] jpeg = thumbnails.jpeg(Files.readAllBytes(file), orientation);
            return "<img alt=\"" + name + "\" src=\"data:image/jpeg;base64,"
                    + Base64.getEncoder().encodeToString(jpeg) + "\">";
        } catch (IOException | ImageRejectedException e) {
            // it was read a moment ago; a report without it is better than none
            return "<small>cannot be shown: " + Html.escape(String.valueOf(e.getMessage())) + "</small>";
        }
    }

    private static float confidence(ScoredPhoto photo) {
        return photo.probabilities()[photo.predicted()];
    }

    /** The file with the folder of its class. */
    private static String name(Path file) {
        int names = file.getNameCount();
        return file.subpath(Math.max(0, names - 2), names).toString();
    }
}
