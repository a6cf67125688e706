package io.sightline.stream.classify;

import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassifyTopologyDocumentTest {
    @Test
    void itsNamesStayAsTheyAre() throws IOException {
        ClassifyTopology topology =
                new ClassifyTopology(DescribedTopology.settings(), new NoWork(), DescribedTopology.tasks("classify"));

        DescribedTopology.assertUnchanged("classify", topology.build());
    }
}
