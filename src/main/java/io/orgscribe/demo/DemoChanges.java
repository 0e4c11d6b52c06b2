package io.orgscribe.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** Changes of REST for a person to read: below each table or column what is new about it. */
final class DemoChanges {

    private static final int LONGEST = 36;

    private DemoChanges() {}

    static void show(DemoScreen screen, List<JsonNode> changes) {
        Map<String, List<JsonNode>> byPlace =
                changes.stream().collect(Collectors.groupingBy(DemoChanges::place, TreeMap::new, Collectors.toList()));
        byPlace.forEach((place, ofPlace) -> {
            screen.line("  %s", place);
            ofPlace.forEach(change -> screen.line("%s", row(change).stripTrailing()));
        });
    }

    private static String place(JsonNode change) {
        String table = change.path("table").asText();
        return change.path("column").isTextual()
                ? table + "." + change.path("column").asText()
                : table;
    }

    private static String row(JsonNode change) {
        String values = change.path("before").isNull() && change.path("after").isNull()
                ? ""
                : shown(change.path("before")) + " -> " + shown(change.path("after"));
        return String.format(Locale.ROOT, "      %-28s %s", what(change), values);
    }

    private static String what(JsonNode change) {
        if (change.path("attribute").isTextual()) {
            return change.path("attribute").asText();
        }
        String kind = change.path("kind").asText();
        return change.path("presumed").asBoolean() ? kind + " (presumed)" : kind;
    }

    private static String shown(JsonNode value) {
        String text = text(value);
        return text.isEmpty() ? "nothing" : cut(text);
    }

    /** Of an object its texts: the value and, where it differs, the label. */
    private static String text(JsonNode value) {
        Stream<JsonNode> members = StreamSupport.stream(value.spliterator(), false);
        if (value.isArray()) {
            return members.map(DemoChanges::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return members.filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .distinct()
                    .collect(Collectors.joining(": "));
        }
        return value.isNull() ? "" : value.asText();
    }

    private static String cut(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST - 3) + "...";
    }
}
