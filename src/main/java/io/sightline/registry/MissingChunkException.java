package io.sightline.registry;

/** Thrown when a version cannot be put together because a chunk of it is not there, or damaged. */
final class MissingChunkException extends RegistryException {
    private final String sha256;

    MissingChunkException(String sha256, PublishedFile file, PublishedVersion version) {
        super("version " + version.version() + " of " + version.name() + " cannot be put together: the chunk " + sha256
                + " of its " + file.path() + " is missing or damaged; publish the model again, which sends it anew");
        this.sha256 = sha256;
    }

    String sha256() {
        return sha256;
    }
}
