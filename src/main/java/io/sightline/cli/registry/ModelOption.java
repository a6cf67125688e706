package io.sightline.cli.registry;

import io.sightline.registry.RegistryException;
import io.sightline.registry.RegistryView;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model a command is about; a mixin. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Name of the model. Needed only where the registry has several.")
    @Nullable
    String name;

    /**
     * The model that is meant.
     *
     * @throws RegistryException naming those there are, if that is not clear
     */
    String in(RegistryView view) {
        if (name != null) {
            return name;
        }
        Set<String> models = view.models();
        if (models.size() != 1) {
            throw new RegistryException(
                    models.isEmpty()
                            ? "there is no model in the registry; `sightline models publish DIR` brings one"
                            : "there are several models in the registry; say which with --model: " + models);
        }
        return models.iterator().next();
    }
}
