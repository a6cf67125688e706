package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings as users write them: file, environment, options, secrets, and their mistakes. */
class SettingsLoaderTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private Path file;

    @BeforeEach
    void anInstallation() throws IOException {
        file = Files.createDirectories(home.resolve("config")).resolve("sightline.properties");
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        Settings settings = load().settings();

        assertThat(settings.getInt(Settings.BATCH_MAX_SIZE)).isEqualTo(16);
        assertThat(settings.getList(Settings.BOOTSTRAP_SERVERS)).containsExactly("127.0.0.1:9092");
    }

    @Test
    void laterPlacesWin() throws IOException {
        write("batch.max.size=1", "batch.linger.ms=1", "prediction.top.k=1");
        environment.put("SIGHTLINE_BATCH_MAX_SIZE", "2");
        environment.put("SIGHTLINE_BATCH_LINGER_MS", "2");
        options.put("batch.max.size", "3");

        LoadedSettings loaded = load();

        assertThat(loaded.settings().getInt("batch.max.size")).isEqualTo(3);
        assertThat(loaded.settings().getLong("batch.linger.ms")).isEqualTo(2);
        assertThat(loaded.settings().getInt("prediction.top.k")).isEqualTo(1);
        assertThat(loaded.origin("batch.max.size")).hasToString("command line");
        assertThat(loaded.origin("batch.linger.ms")).hasToString("environment variable SIGHTLINE_BATCH_LINGER_MS");
        assertThat(loaded.origin("prediction.top.k")).hasToString(file + " line 3");
        assertThat(loaded.origin("http.port")).hasToString("default");
    }

    @Test
    void kafkasSettingsPassFromEverywhere() throws IOException {
        write("kafka.security.protocol = SSL", "kafka.ssl.truststore.location = \\", "   /etc/trust store.jks");
        environment.put("SIGHTLINE_KAFKA_CONSUMER_MAX_POLL_RECORDS", "50");
        environment.put("SIGHTLINE_KAFKA_MY__PLUGIN___X", "y");

        assertThat(load().settings().kafka())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.truststore.location", "/etc/trust store.jks")
                .containsEntry("consumer.max.poll.records", "50")
                .containsEntry("my_plugin-x", "y");
    }

    @Test
    void kafkasNameForTheAddressIsUnderstoodAndAnOptionStillWins() {
        environment.put("SIGHTLINE_KAFKA_BOOTSTRAP_SERVERS", "env:9092");
        assertThat(load().settings().getList("bootstrap.servers")).containsExactly("env:9092");

        options.put("bootstrap.servers", "option:9092");
        assertThat(load().settings().getList("bootstrap.servers")).containsExactly("option:9092");
    }

    @Test
    void whatDiffersFromTheDefaultsIsToldWithoutSecrets() {
        environment.put("SIGHTLINE_HTTP_TOKEN", "s3cret");
        environment.put("SIGHTLINE_BATCH_MAX_SIZE", "16"); // the default
        options.put("kafka.sasl.jaas.config", "user=bob password=s3cret");
        options.put("batch.linger.ms", "7");

        assertThat(load().changed())
                .containsExactly(
                        "batch.linger.ms=7 (command line)",
                        "http.token=(hidden) (environment variable SIGHTLINE_HTTP_TOKEN)",
                        "kafka.sasl.jaas.config=(hidden) (command line)");
    }

    @Test
    void theLaunchersAndKubernetesVariablesAreNoSettings() {
        environment.put("SIGHTLINE_CACHE", "/tmp/c");
        environment.put("SIGHTLINE_JAVA_OPTS", "-Xmx1g");
        environment.put("SIGHTLINE_LOG_LEVEL", "DEBUG");
        environment.put("SIGHTLINE_LOG_FORMAT", "json");
        environment.put("SIGHTLINE_PORT", "tcp://10.0.0.1:8080");
        environment.put("SIGHTLINE_SERVICE_HOST", "10.0.0.1");
        environment.put("SIGHTLINE_PORT_8080_TCP_PROTO", "tcp");
        environment.put("SIGHTLINE_KAFKA_SERVICE_PORT", "9092");

        assertThat(load().written()).isEmpty();
    }

    @Test
    void anUnknownNameIsAnErrorThatGuessesTheRightOne() throws IOException {
        write("# sizes", "batch.size.max=8");

        assertRefused("unknown setting batch.size.max (" + file + " line 2)");
        options.put("btach.max.size", "8");
        assertRefused("unknown setting btach.max.size (command line); did you mean batch.max.size?");
    }

    @Test
    void wrongValuesAreAllReportedWithTheirPlace() throws IOException {
        write("batch.max.size=many", "", "image.schemes=file,no scheme");
        environment.put("SIGHTLINE_HTTP_PORT", "70000");
        options.put("processing.guarantee", "exactly_once");
        options.put("bootstrap.servers", "localhost");
        options.put("application.id", "two words");
        options.put("topic.replication.factor", "0");

        assertRefused("batch.max.size", file + " line 1");
        assertRefused("image.schemes", file + " line 3", "names of URI schemes");
        assertRefused("http.port", "environment variable SIGHTLINE_HTTP_PORT");
        assertRefused("processing.guarantee", "exactly_once_v2", "command line");
        assertRefused("bootstrap.servers", "host:port");
        assertRefused("application.id", "letters, digits");
        assertRefused("topic.replication.factor", "-1, or at least 1");
    }

    @Test
    void aSettingTwiceInAFileIsAnError() throws IOException {
        write("http.port=1", "http.port=2");
        assertRefused("http.port is set twice, in lines 1 and 2");
    }

    @Test
    void aFileThatIsNamedMustExist() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new SettingsLoader(environment, home).load(home.resolve("absent"), options))
                .withMessageContaining(home.resolve("absent").toString());
    }

    @Test
    void secretsCanStandElsewhereAndAreNotPrinted() throws IOException {
        Path secrets = Files.writeString(home.resolve("secrets.properties"), "truststore=hush\n");
        environment.put("JAAS", "module required password=\"hush\";");
        write(
                "kafka.sasl.jaas.config=${env:JAAS}",
                "kafka.ssl.truststore.password=${file:" + secrets + ":truststore}",
                "kafka.ssl.keystore.password=hush",
                "kafka.producer.ssl.key.password=hush");

        LoadedSettings loaded = load();

        assertThat(loaded.settings().kafka())
                .containsEntry("sasl.jaas.config", "module required password=\"hush\";")
                .containsEntry("ssl.truststore.password", "hush");
        assertThat(loaded.display("kafka.sasl.jaas.config")).isEqualTo("${env:JAAS}");
        assertThat(loaded.display("kafka.ssl.keystore.password")).isEqualTo("(hidden)");
        assertThat(loaded.names()).noneMatch(name -> loaded.display(name).contains("hush"));
    }

    @Test
    void aSecretThatIsNotThereIsAnError() throws IOException {
        write("kafka.ssl.key.password=${env:ABSENT}");
        assertRefused("kafka.ssl.key.password (" + file + " line 1): ${env:ABSENT} leads to nothing");

        write("kafka.ssl.key.password=${file:/no/such/file:key}");
        assertRefused("kafka.ssl.key.password", "/no/such/file");
    }

    @Test
    void theDeadlineOfAnImageMustFitIntoATransactionAndAPoll() {
        options.put("image.deadline.ms", "40000");
        assertRefused("image.deadline.ms (40000)", "kafka.producer.transaction.timeout.ms (30000)");

        options.put("kafka.producer.transaction.timeout.ms", "80000");
        load();

        options.put("kafka.consumer.max.poll.interval.ms", "60000");
        assertRefused("kafka.consumer.max.poll.interval.ms (60000)");

        options.remove("kafka.consumer.max.poll.interval.ms");
        options.put("image.fetch.timeout.ms", "50000");
        assertRefused("image.fetch.timeout.ms (50000)");
    }

    @Test
    void whatHasANameHereIsNotTakenFromKafkasNames() {
        options.put("kafka.application.id", "x");
        options.put("kafka.num.stream.threads", "2");

        assertRefused("set application.id instead", "set stream.threads instead");
    }

    private LoadedSettings load() {
        return new SettingsLoader(environment, home).load(null, options);
    }

    private void write(String... lines) throws IOException {
        Files.write(file, java.util.List.of(lines));
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::load)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
