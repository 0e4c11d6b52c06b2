package io.orgscribe.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import org.jboss.logging.Logger;

import io.orgscribe.vault.Vault;

/**
 * The mode without a configured database: a server of our own, its data and all secrets in the data directory. What it
 * finds is handed to Quarkus as system properties, so that the service itself knows no difference.
 */
public final class EmbeddedMode {

    /** Says, as a system property, that the database is ours. Not under orgscribe, for it is no key to configure. */
    static final String ACTIVE = "io.orgscribe.embedded";

    static final String URL = "quarkus.datasource.jdbc.url";
    private static final String KEYSET = "orgscribe.vault.keyset";
    private static final String KEYSET_FILE = "vault-keyset.json";
    private static final Logger LOG = Logger.getLogger(EmbeddedMode.class);

    private EmbeddedMode() {}

    /**
     * Starts the server unless a JDBC URL is configured, by whatever source Quarkus reads. A live reload comes here
     * again and finds the URL of the first time: the server lives as long as the JVM.
     *
     * @throws StartupRefusedException where there is no server for this machine, the data directory is in use, or the
     *     server does not start
     */
    public static void startUnlessConfigured() {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        if (config.getOptionalValue(URL, String.class).isPresent()) {
            return;
        }
        // First, so that nothing is left behind where there is no server to start.
        PostgresBinaries.machineAtHand();
        DataDirectory directory = DataDirectory.take(dataDirectory(config));
        EmbeddedPostgres server =
                EmbeddedPostgres.start(directory, PostgresBinaries.unpack(directory.path()), Map.of());
        PostgresSupervisor supervisor = new PostgresSupervisor(server, Duration.ofSeconds(1), EmbeddedMode::end);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stopAfterService(supervisor, server), "stop-embedded-postgres"));
        supervisor.start();

        System.setProperty(ACTIVE, "true");
        System.setProperty(URL, server.jdbcUrl(EmbeddedPostgres.APP));
        System.setProperty("quarkus.datasource.username", EmbeddedPostgres.APP);
        System.setProperty("quarkus.datasource.password", server.password(EmbeddedPostgres.APP));
        if (config.getOptionalValue(KEYSET, String.class).isEmpty()) {
            directory.secret(KEYSET_FILE, Vault::newKeyset);
            System.setProperty(KEYSET, directory.resolve(KEYSET_FILE).toUri().toString());
        }
        LOG.infof("Embedded PostgreSQL runs at %s, data in %s", server.jdbcUrl(EmbeddedPostgres.APP), directory.path());
    }

    static Path dataDirectory(SmallRyeConfig config) {
        return config.getOptionalValue("orgscribe.data-dir", Path.class).orElse(Path.of("data"));
    }

    /** Hooks run side by side: the service must have given its connections back before the server goes. */
    private static void stopAfterService(PostgresSupervisor supervisor, EmbeddedPostgres server) {
        Application service = Application.currentApplication();
        if (service != null) {
            service.awaitShutdown();
        }
        supervisor.close();
        server.close();
    }

    /** A service whose database does not come back is of no use, and whoever has started it may know better. */
    private static void end(String reason) {
        LOG.fatal(reason);
        Quarkus.asyncExit(1);
    }
}
