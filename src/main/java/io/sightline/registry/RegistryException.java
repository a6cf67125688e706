package io.sightline.registry;

/**
 * Thrown when the registry cannot do or give what is asked; the message names the model, version or
 * chunk and the way out. Nothing of a change that ends in one is visible to anybody.
 */
public class RegistryException extends RuntimeException {
    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
