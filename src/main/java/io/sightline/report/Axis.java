package io.sightline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One axis of a plot.
 *
 * @param title what it measures
 * @param from its lower end
 * @param to its upper end, above from
 * @param ticks where it is labelled
 * @param format of the labels
 */
record Axis(String title, double from, double to, List<Double> ticks, DoubleFunction<String> format) {
    private static final int TICKS = 5;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** An axis over round numbers that holds a range. */
    static Axis holding(String title, double low, double high, DoubleFunction<String> format) {
        double range = high > low ? high - low : Math.max(1e-9, Math.abs(high) * 0.1);
        double step = niceStep(range / TICKS);
        double from = Math.floor(low / step + 1e-9) * step;
        double to = Math.ceil(high / step - 1e-9) * step;
        return new Axis(
                title, from, to > from ? to : from + step, ticks(from, to > from ? to : from + step, step), format);
    }

    /** An axis from 0 to 1, in percent. */
    static Axis share(String title) {
        return new Axis(title, 0, 1, ticks(0, 1, 0.2), value -> Math.round(100 * value) + " %");
    }

    /** An axis over whole numbers from 1. */
    static Axis counting(String title, int to) {
        double step = Math.max(1, niceStep((double) to / TICKS));
        List<Double> ticks = new ArrayList<>();
        for (double tick = step == 1 ? 1 : step; tick <= to; tick += step) {
            ticks.add(tick);
        }
        double margin = to == 1 ? 0.5 : 0;
        return new Axis(title, 1 - margin, to + margin, ticks, value -> String.valueOf(Math.round(value)));
    }

    /** An axis over powers of ten; its values are logarithms to base 10. */
    static Axis powersOfTen(String title, double lowest, double highest) {
        double from = Math.floor(Math.log10(lowest) + 1e-9);
        double to = Math.max(from + 1, Math.ceil(Math.log10(highest) - 1e-9));
        return new Axis(title, from, to, ticks(from, to, 1), value -> Numbers.compact(Math.pow(10, value)));
    }

    /** The place of a value, 0 at the lower end to 1 at the upper. */
    double place(double value) {
        return (value - from) / (to - from);
    }

    private static List<Double> ticks(double from, double to, double step) {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; from + i * step <= to + step * 1e-6; i++) {
            ticks.add(from + i * step);
        }
        return ticks;
    }

    /** The smallest of 1, 2, 5, 10, … times a power of ten that is not below the step. */
    private static double niceStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= step * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
