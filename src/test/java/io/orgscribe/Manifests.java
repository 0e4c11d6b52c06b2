package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What kubectl makes of k8s. */
final class Manifests {

    private Manifests() {}

    /** Skips the test where there is no kubectl. */
    static List<ObjectNode> rendered(String directory) throws IOException, InterruptedException {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":")).map(path -> Path.of(path, "kubectl")))
                .as("kubectl renders the manifests")
                .anyMatch(Files::isExecutable);
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", directory)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ObjectNode> manifests;
        try (InputStream yaml = kubectl.getInputStream();
                MappingIterator<ObjectNode> documents = new ObjectMapper(new YAMLFactory())
                        .readerFor(ObjectNode.class)
                        .readValues(yaml)) {
            manifests = documents.readAll();
        }
        assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue()).isZero();
        return manifests;
    }

    static JsonNode named(List<ObjectNode> manifests, String kind, String name) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind)
                        && manifest.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode ofKind(List<ObjectNode> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** The one element of an array whose member has the value. */
    static JsonNode only(JsonNode array, String member, String value) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.at(member).asText().equals(value)) {
                found.add(element);
            }
        }
        assertThat(found).as(member + " " + value).hasSize(1);
        return found.get(0);
    }

    static JsonNode variable(JsonNode container, String name) {
        return only(container.get("env"), "/name", name);
    }
}
