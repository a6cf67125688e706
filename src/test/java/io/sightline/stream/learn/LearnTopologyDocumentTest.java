package io.sightline.stream.learn;

import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import io.sightline.stream.inflight.InFlightLimits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LearnTopologyDocumentTest {
    @Test
    void itsNamesStayAsTheyAre() throws IOException {
        LearnTopology topology = new LearnTopology(
                DescribedTopology.settings(),
                new NoWork(),
                1,
                InFlightLimits.of(
                        DescribedTopology.settings(),
                        DescribedTopology.clients().streams("learn")));

        DescribedTopology.assertUnchanged("learn", topology.build());
    }
}
