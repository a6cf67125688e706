package io.sightline.cli.cluster;

import io.sightline.cli.common.UntilStopped;
import io.sightline.kafka.EmbeddedBroker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline broker}. */
@Command(
        name = "broker",
        description = {
            "Run a Kafka broker on this machine until Ctrl-C: one node, for trying out and for tests.",
            "Prints bootstrap.servers=HOST:PORT when it answers. It listens on 127.0.0.1 only."
        })
public final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/broker",
            description = "Folder for its data, kept between runs (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("data", "broker");

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port for clients; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    int port = 9092;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (UntilStopped stop = new UntilStopped();
                EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
            out.println("bootstrap.servers=" + broker.bootstrapServers());
            out.flush();
            stop.await();
        }
        return ExitCode.OK;
    }
}
