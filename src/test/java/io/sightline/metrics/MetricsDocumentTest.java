package io.sightline.metrics;

import io.sightline.fixtures.GeneratedPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    @Test
    void thePageSaysWhatTheCatalogueSays() throws IOException {
        GeneratedPage.assertUpToDate("docs/metrics.md", MetricsDocument.markdown());
    }
}
