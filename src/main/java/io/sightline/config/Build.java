package io.sightline.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions this build was made with, written by Maven into {@code build.properties}. */
public final class Build {
    private Build() {}

    /** Sightline's own version, for example {@code 0.1.0}. */
    public static String version() {
        return property("version");
    }

    /** Version of the jar that carries TensorFlow's shared libraries. */
    public static String tensorFlowNativeVersion() {
        return property("tensorflow.native.version");
    }

    private static String property(String name) {
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            String value = properties.getProperty(name);
            if (value == null) {
                throw new IllegalStateException("build.properties has no " + name + "; build with ./mvnw package");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
