package io.orgscribe;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.jboss.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What can print a token or a secret stays at INFO, whatever an operator configures in despair. */
@OrgscribeTest
@TestProfile(QuietCategoriesTest.Everything.class)
class QuietCategoriesTest {

    public static class Everything implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.log.category.\"io.quarkus.oidc.client.runtime\".level", "TRACE",
                    "quarkus.log.category.\"io.quarkus.oidc\".level", "TRACE",
                    "quarkus.log.category.\"org.jboss.resteasy.reactive.server.handlers\".level", "TRACE",
                    "quarkus.log.category.\"io.netty\".level", "TRACE",
                    "quarkus.log.category.\"io.vertx.core\".level", "TRACE",
                    "quarkus.log.category.\"org.jboss.resteasy.reactive.client.logging\".level", "TRACE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.quarkus.oidc.client.runtime.OidcClientImpl",
                "io.netty.handler.logging.LoggingHandler",
                "io.vertx.core.net.impl.ConnectionBase",
                "org.jboss.resteasy.reactive.client.logging.DefaultClientLogger",
                "org.jboss.resteasy.reactive.server.handlers.RequestDeserializeHandler",
            })
    void a_category_that_can_print_secrets_stays_quiet(String category) {
        assertThat(Logger.getLogger(category).isDebugEnabled()).isFalse();
        assertThat(Logger.getLogger(category).isInfoEnabled()).isTrue();
    }
}
