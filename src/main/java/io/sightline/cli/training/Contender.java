package io.sightline.cli.training;

import io.sightline.cnn.Backbone;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A backbone that takes part in a comparison: {@code resnet50}, {@code mobilenet_v2@0.35}.
 *
 * @param alpha its width, or null for 1.0 or that of the weights
 */
record Contender(Backbone backbone, @Nullable Double alpha) {
    private static final char AT = '@';

    /** Its name as it is written; fit for a folder. */
    String name() {
        return alpha == null ? backbone.id() : backbone.id() + AT + alpha;
    }

    /**
     * Makes sure that none is there twice; {@code mobilenet_v2} is {@code mobilenet_v2@1.0}.
     *
     * @throws IllegalArgumentException naming the first that is
     */
    static void requireDistinct(List<Contender> contenders) {
        Set<Contender> seen = new HashSet<>();
        for (Contender contender : contenders) {
            double width = contender.alpha() == null ? 1.0 : contender.alpha();
            if (!seen.add(new Contender(contender.backbone(), width))) {
                throw new IllegalArgumentException(
                        "--backbones names " + contender.name() + " twice; name each backbone and width once");
            }
        }
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<Contender> {
        @Override
        public Contender convert(String text) {
            int at = text.indexOf(AT);
            try {
                return at < 0
                        ? new Contender(Backbone.named(text), null)
                        : new Contender(Backbone.named(text.substring(0, at)), Double.valueOf(text.substring(at + 1)));
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "'" + text + "' has no number after @, for example mobilenet_v2@0.35");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
