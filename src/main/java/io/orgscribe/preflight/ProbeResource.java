package io.orgscribe.preflight;

import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The probe of a connection's org over REST. A body may be left out; one that is there has to be JSON. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/probe")
@Tag(name = "Connections")
public class ProbeResource {

    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Probes probes;

    ProbeResource(Probes probes) {
        this.probes = probes;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, TEXT})
    @RolesAllowed("admin")
    @Operation(
            summary = "Measure what Salesforce does not document",
            description = "Reads only. Takes ten API calls, eleven with since. See docs/probe.md.")
    public Response probe(@PathParam("id") UUID id, ProbeRequest request, @Context HttpHeaders headers) {
        ProbeReport report = probes.probe(id, Optional.ofNullable(request).orElse(ProbeRequest.FIRST));
        // Best first; only what is asked for by name is text.
        boolean text = headers.getAcceptableMediaTypes().stream()
                .filter(type -> !type.isWildcardType())
                .findFirst()
                .filter(type -> type.getType().equals("text"))
                .isPresent();
        return text
                ? Response.ok(report.table(), TEXT).build()
                : Response.ok(report, MediaType.APPLICATION_JSON).build();
    }
}
