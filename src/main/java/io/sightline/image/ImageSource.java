package io.sightline.image;

/** One way to get at the bytes of a picture. Safe for use by many threads. */
interface ImageSource extends AutoCloseable {

    /**
     * Fetches a picture.
     *
     * @param uri whole URI; its scheme is one of those the source is registered for
     * @param deadline by when the bytes must be here
     * @throws io.sightline.event.ImageRejectedException if there are none, or they may not be had
     */
    byte[] fetch(String uri, Deadline deadline);

    @Override
    default void close() {}
}
