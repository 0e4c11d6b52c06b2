package io.orgscribe.sampleorg;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks queries of a sample org over HTTP. */
record Soql(SampleOrgClient client) {

    /** The whole reply, also a refusal. */
    JsonNode tooling(String soql) throws Exception {
        return ask("/tooling/query", soql);
    }

    JsonNode query(String soql) throws Exception {
        return ask("/query", soql);
    }

    private JsonNode ask(String path, String soql) throws Exception {
        return SampleOrgClient.json(client.get(path + "?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8)));
    }

    /** All rows, from page to page by nextRecordsUrl. */
    List<JsonNode> rows(JsonNode first) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = first;
        while (true) {
            assertThat(page.has("records")).as(page.toString()).isTrue();
            page.get("records").forEach(rows::add);
            if (page.get("done").asBoolean()) {
                return rows;
            }
            page = SampleOrgClient.json(client.get(page.get("nextRecordsUrl").asText()));
        }
    }

    List<JsonNode> toolingRows(String soql) throws Exception {
        return rows(tooling(soql));
    }

    /** All rows by keyset: {@code soql} ends in a WHERE that may be added to. */
    List<JsonNode> keyset(String soql, String id, String first) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        String last = first;
        while (true) {
            List<JsonNode> page = toolingRows(soql + " AND " + id + " > '" + last + "' ORDER BY " + id + " LIMIT 2000");
            rows.addAll(page);
            if (page.size() < 2000) {
                return rows;
            }
            last = page.get(page.size() - 1).get(id).asText();
        }
    }

    static String in(Iterable<String> values) {
        return "('" + String.join("','", values) + "')";
    }

    static String errorOf(JsonNode reply) {
        return reply.path(0).path("errorCode").asText();
    }
}
