package io.orgscribe;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, and a database of its own where none is configured. */
@QuarkusMain
public final class Orgscribe {

    Orgscribe() {}

    /** Commands that need no service go here, told by their first argument; without arguments the service runs. */
    public static void main(String... args) {
        try {
            EmbeddedMode.startUnlessConfigured();
        } catch (StartupRefusedException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }
}
