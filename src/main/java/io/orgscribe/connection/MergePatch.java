package io.orgscribe.connection;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON Merge Patch (RFC 7396) of a connection. A null is left in place, where the RFC removes the member: for all
 * members but secrets that is the same, and a secret is to be cleared by it, not kept.
 */
@ApplicationScoped
class MergePatch {

    static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;

    MergePatch(ObjectMapper json) {
        this.json = json;
    }

    /** @throws JsonProcessingException where the outcome is no connection, as for a body that is none */
    ConnectionDocument apply(ObjectNode patch, ConnectionDocument stored) throws JsonProcessingException {
        ObjectNode document = json.valueToTree(stored);
        merge(patch, document);
        return json.treeToValue(document, ConnectionDocument.class);
    }

    private static void merge(ObjectNode patch, ObjectNode target) {
        patch.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode inner) {
                merge(
                        inner,
                        target.get(member.getKey()) instanceof ObjectNode old
                                ? old
                                : target.putObject(member.getKey()));
            } else {
                target.set(member.getKey(), member.getValue());
            }
        });
    }
}
