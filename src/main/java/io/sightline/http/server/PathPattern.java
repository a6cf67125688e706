package io.sightline.http.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path in which names in braces stand for any text without a slash or colon. */
final class PathPattern {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Pattern pattern;
    private final List<String> parameters = new ArrayList<>();

    PathPattern(String path) {
        Matcher matcher = PARAMETER.matcher(path);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(path.substring(end, matcher.start()))).append("([^/:]+)");
            parameters.add(matcher.group(1));
            end = matcher.end();
        }
        this.pattern =
                Pattern.compile(regex.append(Pattern.quote(path.substring(end))).toString());
    }

    /** What stands in place of the braces; empty if it is another path. */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(parameters.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }
}
