package io.orgscribe.preflight;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.connection.Connections;

/** The check of a stored connection over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class CheckResource {

    private final ConnectionCheck connectionCheck;
    private final Connections connections;

    CheckResource(ConnectionCheck connectionCheck, Connections connections) {
        this.connectionCheck = connectionCheck;
        this.connections = connections;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @Operation(
            summary = "Check a connection",
            description =
                    "Step by step, each ok, warning, failed or skipped, with what to do. Takes seven API calls, at most ten.")
    public Report check(@PathParam("id") UUID id) {
        return connectionCheck.check(connections.target(id));
    }
}
