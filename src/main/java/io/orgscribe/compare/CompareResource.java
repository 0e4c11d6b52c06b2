package io.orgscribe.compare;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.browse.ListQuery;
import io.orgscribe.web.Csv;
import io.orgscribe.web.Cursor;
import io.orgscribe.web.Page;

/** Two states of catalogs beside each other, over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/compare")
@Tag(name = "Catalog")
public class CompareResource {

    private static final List<String> CSV_HEADER = List.of("table", "column", "kind", "attribute", "left", "right");

    private final Sides sides;
    private final StateReader reader;
    private final StateComparison comparisons;
    private final ObjectMapper json;

    CompareResource(Sides sides, StateReader reader, StateComparison comparisons, ObjectMapper json) {
        this.sides = sides;
        this.reader = reader;
        this.comparisons = comparisons;
        this.json = json;
    }

    @GET
    @RolesAllowed("viewer")
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @Operation(
            operationId = "compare",
            summary = "Tell what two connections, or one connection at two times, have differently")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ComparisonAnswer.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response compare(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri);
        boolean csv = query.isCsv();
        Page page = query.page();
        Optional<List<String>> position = page.after().map(Cursor::position);
        Side left = sides.read("left", query, position.map(keys -> keys.get(0)));
        Side right = sides.read("right", query, position.map(keys -> keys.get(1)));
        ComparedReadings readings = reader.readings(left, right);
        Comparison comparison = Comparison.of(left, right, query, readings);
        StateComparison.Work work = comparisons.begin(comparison);
        if (csv) {
            return Csv.reply("differences", CSV_HEADER, rows -> write(work, rows));
        }
        StateComparison.Part part = comparisons.part(work, position.map(CompareResource::position), page.limit());
        Optional<String> next = part.next().map(at -> cursor(left, right, at).write(page.list()));
        ResponseBuilder response = Response.ok(
                new ComparisonAnswer(
                        part.items(),
                        next.orElse(null),
                        position.isPresent()
                                ? List.of()
                                : reader.notices(comparison, work.tables(), readings)
                                        .notices(),
                        ComparisonAnswer.State.of(left),
                        ComparisonAnswer.State.of(right)),
                MediaType.APPLICATION_JSON);
        next.ifPresent(cursor -> Page.linked(response, uri, cursor));
        return response.build();
    }

    /** All of it, part by part. */
    private void write(StateComparison.Work work, Csv csv) throws IOException {
        Optional<StateComparison.Position> from = Optional.empty();
        do {
            StateComparison.Part part = comparisons.part(work, from, Page.MOST);
            for (Difference item : part.items()) {
                csv.row(Arrays.asList(
                        item.table(),
                        item.column(),
                        item.kind(),
                        item.attribute(),
                        text(item.left()),
                        text(item.right())));
            }
            from = part.next();
        } while (from.isPresent());
    }

    private String text(String value) throws IOException {
        return value == null ? "" : Csv.text(json.readTree(value));
    }

    private static Cursor cursor(Side left, Side right, StateComparison.Position at) {
        return new Cursor(
                List.of(left.version().text(), right.version().text(), at.table(), Integer.toString(at.told())));
    }

    private static StateComparison.Position position(List<String> keys) {
        try {
            return new StateComparison.Position(keys.get(2), Integer.parseInt(keys.get(3)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw Cursor.invalid();
        }
    }
}
