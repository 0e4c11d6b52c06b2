package io.orgscribe.connection;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shows in {@code /q/health} whether older keys of the keyset are still needed. Never down: the catalog needs none. */
@Wellness
class VaultHealth implements HealthCheck {

    private final Rotation rotation;

    VaultHealth(Rotation rotation) {
        this.rotation = rotation;
    }

    @Override
    public HealthCheckResponse call() {
        Rotation.Progress progress = rotation.progress();
        return HealthCheckResponse.named("vault")
                .up()
                .withData("done", progress.done())
                .withData("newestKey", progress.newest())
                .withData("renewed", progress.renewed())
                .withData("unreadable", progress.unreadable())
                .build();
    }
}
