package io.orgscribe.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where a list goes on. Clients treat it as opaque. It holds no secret and opens nothing that the list does not; its
 * checksum tells a cursor of another list or of other filters, and one made up.
 *
 * @param position what the list knows the last row that was sent by; no text has a line feed
 */
public record Cursor(List<String> position) {

    private static final String SEPARATOR = "\n";

    /** @param list what the cursor is good for: the list and its filters */
    public String write(List<String> list) {
        String content = String.join(SEPARATOR, position);
        UUID check = UUID.nameUUIDFromBytes(
                (String.join("\0", list) + SEPARATOR + content).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((check + SEPARATOR + content).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException 400 where it was not written for this list */
    public static Cursor read(String text, List<String> list) {
        List<String> parts = Arrays.asList(decoded(text).split(SEPARATOR, -1));
        Cursor cursor = new Cursor(parts.subList(1, parts.size()));
        if (!cursor.write(list).equals(text)) {
            throw invalid();
        }
        return cursor;
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    public static ProblemException invalid() {
        return ProblemException.badRequest(
                "cursor",
                "invalid_cursor",
                "The cursor is none that this list has given out for these filters.",
                "Start without a cursor and follow next, with the same filters.");
    }
}
