package io.sightline.cli.registry;

import io.sightline.config.Settings;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes a change, and why; a mixin. */
final class ChangeOptions {
    @Option(names = "--by", paramLabel = "WHO", description = "Who makes the change. Default: you, at this machine.")
    @Nullable
    String by;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the audit trail.")
    @Nullable
    String why;

    /** The change as the registry wants it. */
    Change change() {
        return Change.by(by == null ? user() : by, why);
    }

    /** Opens the registry for one command; commands at the same time do not fence one another, but wait. */
    ModelRegistry open(Settings settings) {
        return ModelRegistry.open(settings, "command-" + UUID.randomUUID());
    }

    private static String user() {
        String name = System.getProperty("user.name");
        try {
            return name + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) { // a machine without a name
            return name;
        }
    }
}
