package io.orgscribe.worker;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A replica is not ready while the database cannot be written. That it can be reached at all is Quarkus's own check,
 * which a full disk passes.
 */
@Readiness
class DatabaseReadiness implements HealthCheck {

    private final DatabaseWriteMonitor writes;

    DatabaseReadiness(DatabaseWriteMonitor writes) {
        this.writes = writes;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database writes");
        writes.present().ifPresent(what -> response.withData("trouble", what));
        return response.status(writes.present().isEmpty()).build();
    }
}
