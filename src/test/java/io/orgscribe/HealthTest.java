package io.orgscribe;

import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduler;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

@OrgscribeTest
class HealthTest {

    @Inject
    Scheduler scheduler;

    @Test
    void the_service_is_ready_with_its_database_and_its_scheduler() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("scheduler", "Database connections health check"));
    }

    @Test
    void a_replica_whose_scheduler_stands_is_not_ready() {
        scheduler.pause();
        try {
            given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
        } finally {
            scheduler.resume();
        }
    }
}
