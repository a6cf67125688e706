package io.sightline.demo;

import io.sightline.demo.pictures.BrokenPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes the events the demo sends: most as JSON with a URI, some in the other forms Sightline
 * understands, and between them some that are broken the way real ones are.
 */
final class Shipments {
    private static final int BROKEN_EVERY = 25;

    private final List<DemoPictures.Labelled> pictures;
    private final List<Shipment> broken;
    private final int first;
    private int next;

    private Shipments(List<DemoPictures.Labelled> pictures, List<Shipment> broken, int first) {
        this.pictures = pictures;
        this.broken = broken;
        this.first = first;
        this.next = first;
    }

    /**
     * Prepares to make events.
     *
     * @param brokenFolder where damaged pictures are written; among the service's file roots
     */
    static Shipments of(List<DemoPictures.Labelled> pictures, Path brokenFolder) throws IOException {
        List<Shipment> broken = new ArrayList<>();
        byte[] good = Files.readAllBytes(pictures.get(0).file());
        for (BrokenPictures.Broken one : BrokenPictures.write(brokenFolder, good)) {
            broken.add(Shipment.broken("", one.uri(), one.name()));
        }
        broken.add(Shipment.broken("", "{\"uri\": \"file:///", "an event cut off in the middle"));
        return new Shipments(pictures, broken, 0);
    }

    /** Events with other pictures, whose ids go on where these have stopped. */
    Shipments then(List<DemoPictures.Labelled> others) {
        return new Shipments(others, broken, next);
    }

    /** How many events there are until each picture has been in one. */
    int events() {
        return pictures.size() + (pictures.size() - 1) / (BROKEN_EVERY - 1);
    }

    /** The next events; after the last picture the first comes again, under another id. */
    List<Shipment> next(int count) throws IOException {
        List<Shipment> shipments = new ArrayList<>(count);
        for (int i = 0; i < count; i++, next++) {
            String id = String.format(Locale.ROOT, "image-%05d", next);
            shipments.add(
                    next % BROKEN_EVERY == BROKEN_EVERY - 1
                            ? broken.get(next / BROKEN_EVERY % broken.size()).withId(id)
                            : picture(id, pictures.get(picture() % pictures.size())));
        }
        return shipments;
    }

    /** How many events before this one had a picture. */
    private int picture() {
        return next - next / BROKEN_EVERY - (first - first / BROKEN_EVERY);
    }

    private Shipment picture(String id, DemoPictures.Labelled picture) throws IOException {
        return switch (next % 10) {
            case 1 -> Shipment.bareUri(id, picture.file(), picture.label());
            case 2 -> Shipment.raw(id, picture.file(), Files.readAllBytes(picture.file()), picture.label());
            case 3 -> Shipment.inline(id, picture.file(), Files.readAllBytes(picture.file()), picture.label());
            default -> Shipment.event(id, picture.file(), picture.label());
        };
    }
}
