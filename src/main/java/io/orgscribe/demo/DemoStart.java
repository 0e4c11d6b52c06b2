package io.orgscribe.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;

import io.orgscribe.embedded.StartupRefusedException;

/** What the demo does before the service starts: it looks whether its ports are free, which later fails less clearly. */
public final class DemoStart {

    private DemoStart() {}

    /** @throws StartupRefusedException where a port is taken; names the key that changes it */
    public static void begin() {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        if (!config.getOptionalValue("orgscribe.demo", boolean.class).orElse(false)) {
            return;
        }
        requireFree(config, "quarkus.http.port", 8080, "QUARKUS_HTTP_PORT");
        requireFree(config, "orgscribe.sample-org.port", 8089, "ORGSCRIBE_SAMPLE_ORG_PORT");
        DemoScreen.ofProcess().line("%nStarting Orgscribe with a PostgreSQL of its own; the first time takes longest.");
    }

    private static void requireFree(SmallRyeConfig config, String key, int usual, String variable) {
        int port = config.getOptionalValue(key, int.class).orElse(usual);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            taken.setReuseAddress(true);
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "Port " + port + " is taken by another process. Stop that one, or set " + variable
                            + " to a port that is free.",
                    e);
        }
    }
}
