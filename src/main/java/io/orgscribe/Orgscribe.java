package io.orgscribe;

import java.util.Arrays;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import io.orgscribe.sampleorg.SampleOrgCommand;
import io.orgscribe.vault.Vault;

/** Starts the service, and a database of its own where none is configured. */
@QuarkusMain
public final class Orgscribe {

    Orgscribe() {}

    /**
     * Without arguments the service runs; {@code sample-org} runs the sample org alone, without service and database;
     * {@code keyset new} prints a keyset for {@code orgscribe.vault.keyset}.
     */
    public static void main(String... args) throws InterruptedException {
        try {
            if (args.length > 0 && args[0].equals("sample-org")) {
                SampleOrgCommand.run(System.out::println, Arrays.copyOfRange(args, 1, args.length));
                return;
            }
            if (Arrays.equals(args, new String[] {"keyset", "new"})) {
                System.out.println(Vault.newKeyset());
                return;
            }
            DemoStart.begin();
            EmbeddedMode.startUnlessConfigured();
        } catch (StartupRefusedException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }
}
