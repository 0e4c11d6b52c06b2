package io.orgscribe.browse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.orgscribe.catalog.ContentHash;

/**
 * Where a list goes on. Clients treat it as opaque. It holds no secret and opens nothing that the list does not; its
 * checksum tells a cursor of another list or of other filters, and one made up.
 *
 * @param version which the list answers as of
 * @param keys of the last row that was sent
 */
record Cursor(String version, List<String> keys) {

    private static final String SEPARATOR = "\n";

    /** @param list what the cursor is good for: the list and its filters */
    String write(List<String> list) {
        List<String> content = new ArrayList<>();
        content.add(version);
        content.addAll(keys);
        String check = ContentHash.of(List.of(list, content)).toString();
        String text = check + SEPARATOR + String.join(SEPARATOR, content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws io.orgscribe.web.ProblemException 400 where it was not written for this list */
    static Cursor read(String text, List<String> list) {
        String[] parts = decoded(text).split(SEPARATOR, -1);
        if (parts.length < 3) {
            throw ListProblems.badCursor();
        }
        Cursor cursor = new Cursor(parts[1], Arrays.asList(parts).subList(2, parts.length));
        if (!cursor.write(list).equals(text)) {
            throw ListProblems.badCursor();
        }
        return cursor;
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ListProblems.badCursor();
        }
    }
}
