package io.orgscribe.connection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Which part of the list is asked for.
 *
 * @param after the last id of the page before; the lowest of all for the first page
 */
record Page(int limit, UUID after) {

    private static final int MAX_LIMIT = 1_000;
    private static final String CURSOR_PREFIX = "connection:";
    private static final UUID LOWEST = new UUID(0, 0);

    /** @param cursor null for the first page */
    static Page of(int limit, String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.badRequest(
                    "limit",
                    "out_of_range",
                    "limit is not from 1 to " + MAX_LIMIT + ".",
                    "Leave it out for 100, and follow next for the rest of the list.");
        }
        return new Page(limit, cursor == null ? LOWEST : after(cursor));
    }

    static String cursorAfter(UUID id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((CURSOR_PREFIX + id).getBytes(StandardCharsets.US_ASCII));
    }

    private static UUID after(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            UUID id = UUID.fromString(text.substring(CURSOR_PREFIX.length()));
            if (cursorAfter(id).equals(cursor)) {
                return id;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw badCursor();
        }
        throw badCursor();
    }

    private static HttpProblem badCursor() {
        return Refusal.badRequest(
                "cursor",
                "invalid_cursor",
                "The cursor is none that this list has given out.",
                "Start without a cursor and follow next.");
    }
}
