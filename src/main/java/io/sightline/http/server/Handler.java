package io.sightline.http.server;

/** Answers calls of one endpoint; on any of the server's threads, several at a time. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers the call, at once or later from another thread.
     *
     * @throws HttpException to say what is wrong with it
     * @throws Exception anything else is the server's fault: logged, and answered with 500
     */
    void handle(Call call) throws Exception;
}
