package io.orgscribe.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What OpenAPI says there is to call, and who may. */
final class Operations {

    private Operations() {}

    /**
     * @param path with an id of nothing in place of each parameter
     * @param role that OpenAPI names; "" where it names none
     */
    record Operation(String method, String path, String role) {

        /** Codes of the roles that may. */
        boolean admits(String caller) {
            List<String> roles = List.of("viewer", "operator", "admin");
            return role.isEmpty() || roles.indexOf(caller) >= roles.indexOf(role);
        }
    }

    static List<Operation> of(String openApi) throws JsonProcessingException {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = new ObjectMapper().readTree(openApi).get("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().has("responses")) {
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{[^}]*}", new UUID(1, 2).toString()),
                            operation.getValue().path("x-role").asText()));
                }
            }
        }
        return operations;
    }
}
