package io.sightline.download;

/** Is told how a download goes on. */
@FunctionalInterface
public interface DownloadProgress {

    /**
     * Called after each piece.
     *
     * @param done bytes on disk
     * @param total bytes in all, or -1 if the server does not say
     */
    void at(long done, long total);
}
