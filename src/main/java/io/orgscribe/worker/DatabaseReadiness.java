package io.orgscribe.worker;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A replica is not ready while the database cannot be written. That it can be reached at all is Quarkus's own check, which
 * a full disk passes.
 */
@Readiness
class DatabaseReadiness implements HealthCheck {

    private final DatabaseTrouble trouble;

    DatabaseReadiness(DatabaseTrouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database writes");
        trouble.present().ifPresent(what -> response.withData("trouble", what));
        return response.status(trouble.present().isEmpty()).build();
    }
}
