package io.sightline.stream.classify;

import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import io.sightline.stream.inflight.InFlightCount;
import io.sightline.stream.inflight.InFlightLimits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassifyTopologyDocumentTest {
    @Test
    void itsNamesStayAsTheyAre() throws IOException {
        ClassifyTopology topology = new ClassifyTopology(
                DescribedTopology.settings(),
                new NoWork(),
                1,
                new InFlightCount(difference -> {}),
                InFlightLimits.of(
                        DescribedTopology.settings(),
                        DescribedTopology.clients().streams("classify")));

        DescribedTopology.assertUnchanged("classify", topology.build());
    }
}
