package io.sightline.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Settings in the environment, written as Kafka's own image has it: {@code SIGHTLINE_} and the name in
 * capitals, a dot as {@code _}, an underscore as {@code __}, a dash as {@code ___}.
 */
final class EnvironmentVariables {
    static final String PREFIX = "SIGHTLINE_";

    /** Read by the launcher and the logger before there are settings. */
    private static final Set<String> OTHERS = Set.of(
            "SIGHTLINE_CACHE",
            "SIGHTLINE_JAVA_OPTS",
            "SIGHTLINE_CLASS_ARCHIVE",
            "SIGHTLINE_LOG_LEVEL",
            "SIGHTLINE_LOG_FORMAT");

    private static final Pattern SEPARATORS = Pattern.compile("_{1,3}");

    /** What Kubernetes puts into every container when a Service is called sightline. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentVariables() {}

    /** The variables that are settings: setting's name to variable's name. */
    static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !OTHERS.contains(variable) && !isServiceLink(variable, value)) {
                variables.put(settingName(variable), variable);
            }
        });
        return variables;
    }

    static String settingName(String variable) {
        return SEPARATORS
                .matcher(variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
                .replaceAll(EnvironmentVariables::separator);
    }

    static String variableName(String setting) {
        return PREFIX
                + setting.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static String separator(MatchResult underscores) {
        return switch (underscores.group().length()) {
            case 1 -> ".";
            case 2 -> "_";
            default -> "-";
        };
    }

    private static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK.matcher(variable.substring(PREFIX.length())).matches()
                || SERVICE_LINK_VALUE.matcher(value).matches();
    }
}
