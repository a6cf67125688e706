package io.sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions are deleted. */
class RetentionTest {
    @ParameterizedTest
    @CsvSource({"3,,,3,''", "4,,,3,1", "6,1,,2,'4,3,2'", "6,1,2,2,'4,3'", "6,6,1,2,'4,3,2'", "6,5,4,2,'3,2,1'"})
    void theNewestAndTheChampionsStay(
            int versions, @Nullable Integer champion, @Nullable Integer previous, int keep, String gone) {
        Alias alias = champion == null ? null : new Alias(champion, previous, List.of(), Instant.EPOCH, "anna", null);
        List<PublishedVersion> all = IntStream.rangeClosed(1, versions)
                .mapToObj(RetentionTest::version)
                .toList();

        assertThat(String.join(
                        ",",
                        Retention.beyond(all, alias, keep).stream()
                                .map(version -> String.valueOf(version.version()))
                                .toList()))
                .isEqualTo(gone);
    }

    private static PublishedVersion version(int number) {
        return new PublishedVersion(
                "surfaces", number, List.of(), Json.mapper().createObjectNode(), Instant.EPOCH, "anna", null);
    }
}
