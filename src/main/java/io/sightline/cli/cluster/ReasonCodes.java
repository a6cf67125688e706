package io.sightline.cli.cluster;

import io.sightline.event.DeadLetterReason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The reasons that may be asked for. */
final class ReasonCodes {
    private ReasonCodes() {}

    /** Ends the command if one is no reason, with those there are. */
    static void check(CommandSpec spec, Collection<String> reasons) {
        List<String> codes = Arrays.stream(DeadLetterReason.values())
                .map(DeadLetterReason::code)
                .toList();
        for (String reason : reasons) {
            if (!codes.contains(reason)) {
                throw new ParameterException(
                        spec.commandLine(), "no such reason: " + reason + "; there are " + String.join(", ", codes));
            }
        }
    }
}
