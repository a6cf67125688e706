package io.sightline.report;

import io.sightline.evaluation.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Numbers {
    /** Stands where nothing can be said. */
    static final String NONE = "–";

    private Numbers() {}

    static String percent(@Nullable Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percent(@Nullable Interval interval) {
        return interval == null
                ? NONE
                : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    static String decimal(@Nullable Double value, int digits) {
        return value == null || value.isNaN() ? NONE : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String photos(long count) {
        return count == 1 ? "1 picture" : count(count) + " pictures";
    }

    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** Few digits, whatever the size: 0.5, 0.001, 2e-5. */
    static String compact(double value) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace(".0e", "e")
                    .replaceAll("e([+-])0*", "e$1")
                    .replace("e+", "e");
        }
        String plain = String.format(Locale.ROOT, "%.4f", value);
        return plain.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
