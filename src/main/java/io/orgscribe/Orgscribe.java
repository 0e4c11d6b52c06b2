package io.orgscribe;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Orgscribe {

    private Orgscribe() {}

    public static void main(String... args) {
        Quarkus.run(args);
    }
}
