package io.sightline.engine;

import java.util.List;
import java.util.Locale;

/**
 * The operating system and processor as TensorFlow's jars name them, for example {@code
 * linux-x86_64}.
 */
record Platform(String classifier, List<String> libraries) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
        if (os.startsWith("linux") && (arch.equals("x86_64") || arch.equals("arm64"))) {
            return new Platform(
                    "linux-" + arch,
                    List.of("libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "libjnitensorflow.so"));
        }
        if (os.startsWith("mac") && arch.equals("arm64")) {
            return new Platform(
                    "macosx-arm64",
                    List.of("libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib", "libjnitensorflow.dylib"));
        }
        if (os.startsWith("windows") && arch.equals("x86_64")) {
            return new Platform("windows-x86_64", List.of("tensorflow_cc.dll", "jnitensorflow.dll"));
        }
        throw new EngineException("TensorFlow has no build for " + osName + " on " + osArch
                + "; Sightline runs on linux-x86_64, linux-arm64 (glibc), macosx-arm64 and windows-x86_64");
    }
}
