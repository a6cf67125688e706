package io.sightline.kafka;

import io.sightline.event.AccessRights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * A broker that asks who one is, by SASL SCRAM over TLS or by a certificate, and lets everybody do what the access
 * control lists say. Its owner comes in by a listener without either.
 */
public final class SecureBroker implements AutoCloseable {
    /** A user's password; it must be found nowhere. */
    public static final String PASSWORD = "canary-5f3a91";

    private final EmbeddedBroker broker;
    private final Path stores;
    private final int sasl;
    private final int tls;

    public SecureBroker(Path folder) throws Exception {
        stores = folder;
        certificates();
        BrokerPorts ports = BrokerPorts.find(0);
        BrokerPorts more = BrokerPorts.find(0);
        sasl = more.client();
        tls = more.controller();
        String host = "://127.0.0.1:";
        Map<String, String> p = new TreeMap<>();
        p.put(
                "listeners",
                "PLAINTEXT" + host + ports.client() + ",CONTROLLER" + host + ports.controller() + ",SASL_SSL" + host
                        + sasl + ",SSL" + host + tls);
        p.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL");
        p.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        p.put("super.users", "User:ANONYMOUS");
        p.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        p.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        p.put("ssl.client.auth", "required");
        p.put("listener.name.sasl_ssl.ssl.client.auth", "none");
        p.put("ssl.keystore.location", store("broker"));
        p.put("ssl.keystore.password", PASSWORD);
        p.put("ssl.key.password", PASSWORD);
        p.put("ssl.truststore.location", store("trust"));
        p.put("ssl.truststore.password", PASSWORD);
        broker = EmbeddedBroker.start(folder.resolve("broker"), ports.client(), p);
    }

    /** Where its owner comes in. */
    public String owner() {
        return broker.bootstrapServers();
    }

    /** Settings of a client with a name and a password. */
    public Map<String, String> withPassword(String user) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + sasl,
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + PASSWORD + "\";",
                "kafka.ssl.truststore.location",
                store("trust"),
                "kafka.ssl.truststore.password",
                PASSWORD);
    }

    /** Settings of a client with a certificate, {@code User:CN=sightline}. */
    public Map<String, String> withCertificate() {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + tls,
                "kafka.security.protocol",
                "SSL",
                "kafka.ssl.keystore.location",
                store("client"),
                "kafka.ssl.keystore.password",
                PASSWORD,
                "kafka.ssl.key.password",
                PASSWORD,
                "kafka.ssl.truststore.location",
                store("trust"),
                "kafka.ssl.truststore.password",
                PASSWORD);
    }

    /** Makes users known. */
    public void addUsers(String... names) throws Exception {
        try (Admin admin = admin()) {
            List<org.apache.kafka.clients.admin.UserScramCredentialAlteration> users = new ArrayList<>();
            for (String name : names) {
                users.add(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD));
            }
            admin.alterUserScramCredentials(users).all().get();
        }
    }

    /** Lets a principal do what the rights say. */
    public void grant(String principal, List<AccessRights.Right> rights) throws Exception {
        List<AclBinding> bindings = new ArrayList<>();
        for (AccessRights.Right right : rights) {
            right.operations()
                    .forEach(operation -> bindings.add(new AclBinding(
                            new ResourcePattern(right.type(), right.name(), right.pattern()),
                            new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW))));
        }
        try (Admin admin = admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", owner()));
    }

    private void certificates() throws Exception {
        for (String name : List.of("broker", "client")) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + (name.equals("client") ? "sightline" : name),
                    "-ext",
                    "SAN=IP:127.0.0.1",
                    "-keystore",
                    store(name),
                    "-storetype",
                    "PKCS12");
            String certificate = stores.resolve(name + ".pem").toString();
            keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store(name), "-file", certificate);
            keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store("trust"), "-file", certificate);
        }
    }

    private String store(String name) {
        return stores.resolve(name + ".p12").toString();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
