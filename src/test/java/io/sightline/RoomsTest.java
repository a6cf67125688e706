package io.sightline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages are rooms, and imports between them go down only. */
class RoomsTest {
    /** From the top of the house to the ground; ARCHITECTURE.md has the same list. */
    private static final List<String> ROOMS = List.of(
            "cli",
            "demo",
            "service",
            "http",
            "learning",
            "stream",
            "pipeline",
            "report",
            "registry",
            "training",
            "evaluation",
            "augmentation",
            "dataset",
            "model",
            "cnn",
            "image",
            "engine",
            "event",
            "download",
            "kafka",
            "config",
            "metrics");

    private static final int MOST_LINES = 270;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sightline");

    @Test
    void importsGoDownOnly() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith("io.sightline.") && floor(target) < floor(from.getPackageName())) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noRoomsInACircle() {
        slices().matching("io.sightline.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void commandsOfOneKindDoNotKnowThoseOfAnother() {
        slices().matching("io.sightline.cli.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.sightline.cli.common"))
                .check(classes);
    }

    @Test
    void noClassIsTooLongToBeReadAtOnce() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
            }
        }
    }

    private static int floor(String packageName) {
        String room = packageName.substring("io.sightline.".length()).replaceAll("\\..*", "");
        assertThat(ROOMS).as("every package is one of the rooms").contains(room);
        return ROOMS.indexOf(room);
    }
}
