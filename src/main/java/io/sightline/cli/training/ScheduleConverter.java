package io.sightline.cli.training;

import io.sightline.training.schedule.ScheduleSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a learning-rate schedule. */
final class ScheduleConverter implements ITypeConverter<ScheduleSpec> {
    @Override
    public ScheduleSpec convert(String text) {
        try {
            return ScheduleSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
