package io.sightline.http;

import io.sightline.fixtures.GeneratedPage;
import io.sightline.http.server.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of docs/http.md is made from the endpoints; the text around it is the page's own. */
class HttpDocumentTest {
    private static final String FILE = "docs/http.md";
    private static final String HEADING = "## Everything that can be asked\n";

    @Test
    void thePageListsWhatCanBeAsked() throws IOException {
        String page = Files.readString(Path.of(FILE));

        GeneratedPage.assertUpToDate(FILE, page.substring(0, page.indexOf(HEADING)) + HEADING + table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n| request | for | what it does |\n|---|---|---|\n");
        for (Endpoint endpoint : Endpoint.values()) {
            table.append("| `")
                    .append(endpoint.method())
                    .append(' ')
                    .append(endpoint.path())
                    .append("` | ")
                    .append(endpoint.kind().who())
                    .append(" | ")
                    .append(endpoint.help().replace("|", "\\|"))
                    .append(" |\n");
        }
        return table.toString();
    }
}
