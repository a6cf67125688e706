package io.sightline.cli;

import io.sightline.config.Settings;
import io.sightline.service.ClassifierService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code sightline serve}: one instance of the service, until it is told to stop. */
@Command(name = "serve", description = "Classify the images topic until stopped.")
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--set")
    Map<String, String> set = new HashMap<>();

    @Option(names = "--port")
    int port = 8080;

    @Override
    public Integer call() throws InterruptedException {
        set.put(Settings.HTTP_PORT, Integer.toString(port));
        ClassifierService service = ClassifierService.start(new Settings(set));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "sightline-shutdown"));
        service.awaitStop();
        return ExitCode.SOFTWARE;
    }
}
