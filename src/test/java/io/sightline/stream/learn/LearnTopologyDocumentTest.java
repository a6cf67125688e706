package io.sightline.stream.learn;

import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LearnTopologyDocumentTest {
    @Test
    void itsNamesStayAsTheyAre() throws IOException {
        LearnTopology topology =
                new LearnTopology(DescribedTopology.settings(), new NoWork(), DescribedTopology.tasks("learn"));

        DescribedTopology.assertUnchanged("learn", topology.build());
    }
}
