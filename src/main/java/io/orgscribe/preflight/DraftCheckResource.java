package io.orgscribe.preflight;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.connection.ConnectionDocument;
import io.orgscribe.connection.Connections;

/** The check of a connection that is not stored yet, over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class DraftCheckResource {

    private final ConnectionCheck connectionCheck;
    private final Connections connections;

    DraftCheckResource(ConnectionCheck connectionCheck, Connections connections) {
        this.connectionCheck = connectionCheck;
        this.connections = connections;
    }

    @POST
    @RolesAllowed("admin")
    @Operation(summary = "Check a connection before it is created; nothing is stored")
    public Report check(ConnectionDocument asked) {
        return connectionCheck.check(connections.target(asked));
    }
}
