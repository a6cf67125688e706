package io.sightline.stream.classify;

import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import io.sightline.stream.inflight.EarlyCommits;
import io.sightline.stream.inflight.InFlightCount;
import io.sightline.stream.inflight.InFlightLimits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassifyTopologyDocumentTest {
    @Test
    void itsNamesStayAsTheyAre() throws IOException {
        InFlightCount inFlight = new InFlightCount(difference -> {});
        InFlightLimits limits = InFlightLimits.of(
                DescribedTopology.settings(), DescribedTopology.clients().streams("classify"));
        ClassifyTopology topology = new ClassifyTopology(
                DescribedTopology.settings(),
                new NoWork(),
                1,
                inFlight,
                limits,
                new EarlyCommits(inFlight, 1, limits.earlyCommits()));

        DescribedTopology.assertUnchanged("classify", topology.build());
    }
}
