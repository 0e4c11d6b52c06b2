package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.orgscribe.salesforce.RollUpSummary.Filter;

/** Reads the Metadata of a CustomField as far as it tells a roll-up. */
final class RollUpReader {

    private RollUpReader() {}

    /** A record of CustomField in place; empty where it is no roll-up. */
    static Optional<RollUpSummary> read(JsonParser parser) throws IOException {
        Optional<RollUpSummary> found = Optional.empty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean metadata = parser.currentName().equals("Metadata");
            parser.nextToken();
            if (metadata && JsonValues.isObject(parser)) {
                found = readMetadata(parser);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static Optional<RollUpSummary> readMetadata(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<Filter> filter = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            if (member.equals("summaryFilterItems") && JsonValues.isArray(parser)) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (JsonValues.isObject(parser)) {
                        Map<String, String> item = readTexts(parser);
                        filter.add(new Filter(
                                text(item, "field"),
                                text(item, "operation"),
                                text(item, "value"),
                                text(item, "valueField")));
                    }
                }
            } else {
                texts.put(member, JsonValues.text(parser));
            }
        }
        String foreignKey = text(texts, "summaryForeignKey");
        int dot = foreignKey.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.of(new RollUpSummary(
                        foreignKey.substring(0, dot),
                        text(texts, "summaryOperation"),
                        text(texts, "summarizedField"),
                        foreignKey,
                        List.copyOf(filter)));
    }

    private static Map<String, String> readTexts(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            texts.put(member, JsonValues.text(parser));
        }
        return texts;
    }

    private static String text(Map<String, String> texts, String name) {
        String text = texts.get(name);
        return text == null ? "" : text;
    }
}
