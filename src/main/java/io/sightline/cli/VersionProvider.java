package io.sightline.cli;

import io.sightline.config.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Sightline " + Build.version(),
            "JVM ${java.version} (${java.vendor} ${java.vm.name})",
            "OS ${os.name} ${os.version} ${os.arch}"
        };
    }
}
