package io.sightline.event;

/**
 * What a dead letter is called: the id of its image or feedback as the service would read it; one without
 * is called by the place its record had.
 *
 * <p>Threading notes: stateless; any number of threads.
 */
public final class LetterIds {
    private final ImageEventReader images = new ImageEventReader();
    private final FeedbackReader feedback = new FeedbackReader();

    /** @param source the record as it stood before it became a dead letter; see {@link DeadLetter#source} */
    public String of(SourceRecord source) {
        try {
            return images.read(source).id();
        } catch (ImageRejectedException noImage) {
            try {
                return feedback.read(source).id();
            } catch (ImageRejectedException noFeedback) {
                return ImageEventReader.defaultId(source);
            }
        }
    }
}
