package io.orgscribe.access;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Open mode: whoever the {@link AccessGuard} lets through may do everything. */
@ApplicationScoped
class OpenAccess implements SecurityIdentityAugmentor {

    private static final Set<String> EVERYTHING = Set.of("viewer", "operator", "admin");

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addRoles(EVERYTHING)
                        .build());
    }
}
