package io.sightline.registry;

/**
 * Thrown when a writer has lost the right to write: a newer one of its name was opened, or its change
 * took so long that it was given up. What it has not committed is visible to nobody; whoever still has
 * something to write opens the registry again and looks first.
 */
public final class RegistryFencedException extends RegistryException {
    public RegistryFencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
