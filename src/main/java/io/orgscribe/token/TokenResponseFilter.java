package io.orgscribe.token;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;

/**
 * Turns refusals of our token requests into their causes. Afterwards it would be too late: the OIDC client throws the
 * raw body as a message, without the status.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class TokenResponseFilter implements OidcResponseFilter {

    private static final String CLIENT = "client-id";

    @Override
    public Uni<Void> filter(OidcResponseFilterContext reply) {
        String client = reply.requestProperties().getString(CLIENT);
        if (client == null || !client.startsWith(Grants.ID_PREFIX) || reply.statusCode() == 200) {
            return Uni.createFrom().voidItem();
        }
        String body = reply.responseBody() == null ? "" : reply.responseBody().toString();
        return Uni.createFrom().failure(TokenErrorResponse.of(reply.statusCode(), body));
    }
}
