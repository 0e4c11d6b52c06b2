package io.orgscribe.connection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriInfo;

import io.orgscribe.web.ProblemException;

/**
 * Which part of a list in the order of its ids is asked for.
 *
 * @param list the list's name; a cursor of another list is refused
 * @param after the last id of the page before; empty for the first page
 */
public record Page(String list, int limit, Optional<UUID> after) {

    private static final int MAX_LIMIT = 1_000;

    /**
     * @param cursor null for the first page
     * @throws ProblemException 400 where the limit is out of range or the cursor is not one of this list
     */
    public static Page of(String list, int limit, String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badRequest(
                    "limit",
                    "out_of_range",
                    "limit is not from 1 to " + MAX_LIMIT + ".",
                    "Leave it out for 100, and follow next for the rest of the list.");
        }
        return new Page(list, limit, Optional.ofNullable(cursor).map(c -> after(list, c)));
    }

    /** The cursor of the page that begins behind this id. */
    public String cursorAfter(UUID id) {
        return cursor(list, id);
    }

    /** The link to the page of this cursor; the request's other parameters are kept. */
    public static Link next(UriInfo request, String cursor) {
        return Link.fromUriBuilder(request.getRequestUriBuilder().replaceQueryParam("cursor", cursor))
                .rel("next")
                .build();
    }

    private static String cursor(String list, UUID id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + id).getBytes(StandardCharsets.US_ASCII));
    }

    private static UUID after(String list, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            UUID id = UUID.fromString(text.substring(list.length() + 1));
            if (cursor(list, id).equals(cursor)) {
                return id;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw badCursor();
        }
        throw badCursor();
    }

    private static ProblemException badCursor() {
        return ProblemException.badRequest(
                "cursor",
                "invalid_cursor",
                "The cursor is none that this list has given out.",
                "Start without a cursor and follow next.");
    }
}
