package io.sightline.cli.common;

import io.sightline.cnn.Backbone;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A backbone by its Keras name. */
public final class BackboneConverter implements ITypeConverter<Backbone> {
    @Override
    public Backbone convert(String name) {
        try {
            return Backbone.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
