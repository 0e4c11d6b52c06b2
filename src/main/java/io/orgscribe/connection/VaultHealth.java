package io.orgscribe.connection;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shows in {@code /q/health} whether the keyset is the right one, and whether
 * its older keys are still needed. Never down: the catalog needs none. */
@Wellness
class VaultHealth implements HealthCheck {

    private final KeysetRotation rotation;
    private final KeysetGuard keyset;

    VaultHealth(KeysetRotation rotation, KeysetGuard keyset) {
        this.rotation = rotation;
        this.keyset = keyset;
    }

    @Override
    public HealthCheckResponse call() {
        KeysetRotation.Progress progress = rotation.progress();
        return HealthCheckResponse.named("vault")
                .up()
                .withData("locked", keyset.isLocked())
                .withData("done", progress.done())
                .withData("newestKey", progress.newest())
                .withData("renewed", progress.renewed())
                .withData("unreadable", progress.unreadable())
                .build();
    }
}
