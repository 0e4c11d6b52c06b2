package io.orgscribe.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;

/**
 * Which part of a list is asked for.
 *
 * @param list the list and its filters; a cursor of another one is refused
 * @param after where the page before has ended; empty for the first page
 */
public record Page(List<String> list, int limit, Optional<Cursor> after) {

    public static final int LIMIT = 100;
    public static final int MOST = 1_000;

    /**
     * @param cursor null for the first page
     * @throws ProblemException 400 where the limit is out of range or the cursor is not one of this list
     */
    public static Page of(List<String> list, int limit, String cursor) {
        if (limit < 1 || limit > MOST) {
            throw badLimit();
        }
        return new Page(list, limit, Optional.ofNullable(cursor).map(text -> Cursor.read(text, list)));
    }

    public static ProblemException badLimit() {
        return ProblemException.badRequest(
                "limit",
                "out_of_range",
                "limit is not a number from 1 to " + MOST + ".",
                "Leave it out for " + LIMIT + ", and follow next for the rest of the list.");
    }

    /** Of a list in the order of its ids: the last id of the page before. */
    public Optional<UUID> afterId() {
        try {
            return after.map(cursor -> UUID.fromString(cursor.position().get(0)));
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }

    /**
     * The reply with this page of a list in the order of its ids.
     *
     * @param found one more than the limit, where there are as many
     * @param body of items and the next page's cursor, null on the last page
     */
    public <T> Response reply(
            List<T> found, Function<T, UUID> id, BiFunction<List<T>, String, Object> body, UriInfo request) {
        if (found.size() <= limit) {
            return Response.ok(body.apply(found, null)).build();
        }
        List<T> items = found.subList(0, limit);
        String next = new Cursor(List.of(id.apply(items.get(limit - 1)).toString())).write(list);
        return linked(Response.ok(body.apply(items, next)), request, next).build();
    }

    /** With a link to the page of this cursor; the request's other parameters are kept. */
    public static ResponseBuilder linked(ResponseBuilder response, UriInfo request, String cursor) {
        return response.links(Link.fromUriBuilder(request.getRequestUriBuilder().replaceQueryParam("cursor", cursor))
                .rel("next")
                .build());
    }
}
