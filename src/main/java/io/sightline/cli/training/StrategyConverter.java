package io.sightline.cli.training;

import io.sightline.training.Strategy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A strategy by its name on the command line. */
final class StrategyConverter implements ITypeConverter<Strategy> {
    @Override
    public Strategy convert(String name) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> strategy.id().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no strategy " + name + "; there are "
                        + Arrays.stream(Strategy.values()).map(Strategy::id).collect(Collectors.joining(", "))));
    }

    /** The names there are. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Strategy.values()).map(Strategy::id).iterator();
        }
    }
}
