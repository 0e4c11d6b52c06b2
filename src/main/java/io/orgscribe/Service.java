package io.orgscribe;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;

import io.orgscribe.access.ApiKeyCommand;
import io.orgscribe.embedded.CommandDatabase;
import io.orgscribe.embedded.EmbeddedMode;
import io.orgscribe.embedded.StartupRefusedException;
import io.orgscribe.vault.Vault;

/**
 * Starts the service, and a database of its own where none is configured. A build with {@code -Pnative-cluster} begins
 * here instead of in {@code Orgscribe}, and has neither sample org nor demo.
 */
public final class Service {

    private static final String INSTEAD = ", for it was made with -Pnative-cluster. Build one without that profile.";

    private Service() {}

    /**
     * Without arguments the service runs; {@code keyset new} prints a keyset for {@code orgscribe.vault.keyset}, and
     * {@code api-key} makes, lists and revokes keys.
     */
    public static void main(String... args) {
        run(() -> requireNothingLeftOut(ConfigUtils.configBuilder().build(), args), args);
    }

    /** @param beforehand what comes before the database; may refuse the start */
    static void run(Runnable beforehand, String... args) {
        try {
            if (Arrays.equals(args, new String[] {"keyset", "new"})) {
                System.out.println(Vault.newKeyset());
                return;
            }
            if (args.length > 0 && args[0].equals("api-key")) {
                apiKey(Arrays.asList(args).subList(1, args.length));
                return;
            }
            beforehand.run();
            EmbeddedMode.startUnlessConfigured();
        } catch (StartupRefusedException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }

    private static void apiKey(List<String> arguments) {
        ApiKeyCommand command = ApiKeyCommand.of(arguments);
        try (CommandDatabase database = CommandDatabase.open()) {
            command.run(database.connection(), System.out::println);
        } catch (SQLException e) {
            throw new StartupRefusedException("The database fails: " + e.getMessage(), e);
        }
    }

    /** @throws StartupRefusedException where something is asked for that only the complete build has */
    static void requireNothingLeftOut(SmallRyeConfig config, String... args) {
        // The demo wants the sample org, too.
        if (isOn(config, "orgscribe.demo")) {
            throw new StartupRefusedException("This build has no demo" + INSTEAD);
        }
        if (isOn(config, "orgscribe.sample-org.enabled") || args.length > 0 && args[0].equals("sample-org")) {
            throw new StartupRefusedException("This build has no sample org" + INSTEAD);
        }
    }

    private static boolean isOn(SmallRyeConfig config, String key) {
        return config.getOptionalValue(key, boolean.class).orElse(false);
    }
}
