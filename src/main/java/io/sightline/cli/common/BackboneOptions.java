package io.sightline.cli.common;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.weights.ImageNetClasses;
import io.sightline.cnn.weights.PretrainedBackbone;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which backbone; a mixin. What the help says of backbones comes from the enum. */
public final class BackboneOptions {
    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            defaultValue = "mobilenet_v2",
            converter = BackboneConverter.class,
            completionCandidates = Names.class,
            description = "Convolutional network: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Backbone backbone = Backbone.MOBILENET_V2;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            completionCandidates = Widths.class,
            description = "Width of the network, with ImageNet weights: ${COMPLETION-CANDIDATES}; other backbones have"
                    + " one width. Default: 1.0, or that of the weights.")
    @Nullable
    Double alpha;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            completionCandidates = Sizes.class,
            description =
                    "Side of the square that pictures are resized to. Default: ${COMPLETION-CANDIDATES}; or that of"
                            + " the starter weights.")
    @Nullable
    Integer imageSize;

    /** Which kind of backbone. */
    public Backbone backbone() {
        return backbone;
    }

    /** The width that is asked for, if any. */
    public @Nullable Double alpha() {
        return alpha;
    }

    /** The side in pixels that is asked for, if any. */
    public @Nullable Integer imageSize() {
        return imageSize;
    }

    /**
     * The network that is asked for, with the default width and size where none is.
     *
     * @throws ParameterException if there is no such network, saying why
     */
    public Architecture architecture(CommandSpec spec, boolean top) {
        double width = alpha == null ? 1.0 : alpha;
        int side = imageSize == null ? backbone.defaultImageSize() : imageSize;
        try {
            return top
                    ? backbone.architectureWithTop(width, side, ImageNetClasses.COUNT)
                    : backbone.architecture(width, side);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Which backbone was found, for people to read. */
    public static String describe(PretrainedBackbone found) {
        return String.format(
                Locale.ROOT,
                "Backbone: %s, alpha %s, %d px, %s",
                found.kind().id(),
                found.alpha(),
                found.imageSize(),
                found.origin());
    }

    /** The names of all backbones. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Backbone.values()).map(Backbone::id).iterator();
        }
    }

    /** The widths with ImageNet weights of those backbones that have widths. */
    static final class Widths implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Backbone.values())
                    .filter(Backbone::hasWidths)
                    .map(backbone -> backbone.id() + " "
                            + backbone.officialAlphas().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining("|")))
                    .iterator();
        }
    }

    /** Default and smallest size of each backbone. */
    static final class Sizes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Backbone.values())
                    .map(backbone -> backbone.id() + " " + backbone.defaultImageSize() + " (at least "
                            + backbone.smallestImageSize() + ")")
                    .iterator();
        }
    }
}
