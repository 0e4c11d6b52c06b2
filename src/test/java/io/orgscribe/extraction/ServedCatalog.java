package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.orgscribe.salesforce.Recordings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** All that REST shows of a connection's catalog, page by page. */
public final class ServedCatalog {

    private ServedCatalog() {}

    /** By API name. */
    static Map<String, JsonNode> tables(String connection) {
        return byName(items("/connections/" + connection + "/tables"), "name");
    }

    /** By {@code Table.Column}. */
    static Map<String, JsonNode> columns(String connection) {
        return byName(items("/columns", "connection", connection), "table", "name");
    }

    static List<JsonNode> childRelationships(String table) {
        return items("/tables/" + table + "/child-relationships");
    }

    static List<JsonNode> relationships(String connection) {
        return items("/connections/" + connection + "/relationships");
    }

    public static List<JsonNode> changes(String connection) {
        return items("/connections/" + connection + "/changes");
    }

    /** Those of a run. */
    static List<JsonNode> changes(String connection, String run) {
        return items("/connections/" + connection + "/changes", "run", run);
    }

    static Map<String, JsonNode> byName(List<JsonNode> items, String... parts) {
        Map<String, JsonNode> byName = new HashMap<>();
        for (JsonNode item : items) {
            assertThat(byName.put(name(item, parts), item)).isNull();
        }
        return byName;
    }

    static String name(JsonNode item, String... parts) {
        return Stream.of(parts).map(part -> item.get(part).asText()).collect(Collectors.joining("."));
    }

    /** {@code Table.Column} of a described field. */
    static String name(JsonNode describe, JsonNode field) {
        return name(describe, "name") + "." + name(field, "name");
    }

    private static List<JsonNode> items(String path, String... parameters) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        while (next != null) {
            var request = given().queryParam("limit", 1000);
            for (int i = 0; i < parameters.length; i += 2) {
                request.queryParam(parameters[i], parameters[i + 1]);
            }
            if (!next.isEmpty()) {
                request.queryParam("cursor", next);
            }
            JsonNode page = Recordings.tree(request.get("/api/v1" + path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray());
            page.get("items").forEach(items::add);
            next = page.path("next").isTextual() ? page.get("next").asText() : null;
        }
        return items;
    }
}
