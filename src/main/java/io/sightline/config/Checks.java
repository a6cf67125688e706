package io.sightline.config;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Checks of single values that Kafka's own validators do not offer; their text is the documentation. */
final class Checks {
    static final Validator NAME = pattern("[A-Za-z0-9._-]{1,200}", "1 to 200 letters, digits, `.`, `_`, `-`");
    static final Validator NAME_PART = pattern("[A-Za-z0-9._-]{0,200}", "letters, digits, `.`, `_`, `-`, or empty");
    static final Validator ADDRESSES = new Check(
            "host:port, at least one",
            value -> value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(address -> address.toString().matches("\\S+:\\d{1,5}")));
    static final Validator REPLICATION_FACTOR =
            new Check("-1, or at least 1", value -> value instanceof Short factor && (factor == -1 || factor > 0));
    static final Validator SCHEMES = new Check(
            "names of URI schemes",
            value -> value instanceof List<?> list
                    && list.stream().allMatch(scheme -> scheme.toString().matches("[a-z][a-z0-9+.-]*")));

    static final Validator ROLES = new Check(
            "classify, learn or both",
            value -> value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(role -> role.equals("classify") || role.equals("learn")));

    private Checks() {}

    private static Validator pattern(String pattern, String help) {
        Pattern compiled = Pattern.compile(pattern);
        return new Check(
                help,
                value -> value != null && compiled.matcher(value.toString()).matches());
    }

    private interface Rule {
        boolean allows(@Nullable Object value);
    }

    private record Check(String help, Rule rule) implements Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (!rule.allows(value)) {
                throw new ConfigException(name, value, "expected " + help.replace("`", ""));
            }
        }

        @Override
        public String toString() {
            return help;
        }
    }
}
