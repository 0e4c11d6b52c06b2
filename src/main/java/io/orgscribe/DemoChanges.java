package io.orgscribe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** Changes of REST as rows that a person can read. */
final class DemoChanges {

    static final List<String> HEADINGS = List.of("WHERE", "WHAT", "BEFORE", "AFTER");

    private DemoChanges() {}

    /** By table and column. */
    static List<List<String>> rows(List<JsonNode> changes) {
        return changes.stream()
                .map(change ->
                        List.of(where(change), what(change), text(change.path("before")), text(change.path("after"))))
                .sorted(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)))
                .toList();
    }

    private static String where(JsonNode change) {
        String table = change.path("table").asText();
        return change.path("column").isTextual()
                ? table + "." + change.path("column").asText()
                : table;
    }

    private static String what(JsonNode change) {
        String what = change.path("kind").asText();
        if (change.path("attribute").isTextual()) {
            return change.path("attribute").asText();
        }
        return change.path("presumed").asBoolean() ? what + " (presumed)" : what;
    }

    /** A list shows what tells its members apart: their first value. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(DemoChanges::text)
                    .collect(Collectors.joining(", "));
        }
        if (value.isObject() && !value.isEmpty()) {
            return text(value.iterator().next());
        }
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }
}
