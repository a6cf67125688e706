package io.sightline.report;

import io.sightline.dataset.PhotoReader.Unreadable;
import io.sightline.dataset.Problem;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a data set, by name: what could not be read, and what else its owner should know. */
final class ProblemLists {
    private ProblemLists() {}

    /** Two lists, each of which scrolls when it is long; nothing where all is well. */
    static String html(List<Unreadable> unreadable, List<Problem> problems) {
        List<String> others = new ArrayList<>();
        for (Problem problem : problems) {
            if (problem.kind() != Problem.Kind.UNREADABLE) {
                others.add(problem.message());
            }
        }
        return list(
                        Numbers.photos(unreadable.size()) + " could not be read and "
                                + (unreadable.size() == 1 ? "was" : "were") + " passed over:",
                        unreadable.stream()
                                .map(photo -> photo.file() + ": " + photo.reason())
                                .toList())
                + list("About the folders:", others);
    }

    private static String list(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<p class=\"note\">")
                .append(Html.escape(title))
                .append("</p><ul class=\"names\">");
        lines.forEach(line -> html.append("<li>").append(Html.escape(line)).append("</li>"));
        return html.append("</ul>").toString();
    }
}
