package io.sightline.image;

import java.util.List;
import java.util.Locale;

/** The hosts that may be asked: {@code *}, exact names, or {@code *.domain}. */
final class HostPatterns {
    private final List<String> patterns;

    HostPatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    boolean match(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        for (String pattern : patterns) {
            if (pattern.equals("*")
                    || pattern.equals(name)
                    || (pattern.startsWith("*.") && name.endsWith(pattern.substring(1)))) {
                return true;
            }
        }
        return false;
    }
}
