package io.orgscribe;

import org.jboss.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What can print a token or a secret stays at INFO, though the configuration of tests says TRACE. */
@OrgscribeTest
class QuietCategoriesTest {

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
