package io.sightline.cli.training;

import io.sightline.augmentation.AugmentationSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what is done to training pictures. */
final class AugmentationConverter implements ITypeConverter<AugmentationSpec> {
    @Override
    public AugmentationSpec convert(String text) {
        try {
            return AugmentationSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
