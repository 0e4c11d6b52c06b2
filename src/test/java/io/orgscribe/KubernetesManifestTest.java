package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.smallrye.config.SmallRyeConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What k8s/base says about the service is what the service does. */
@OrgscribeTest
class KubernetesManifestTest {

    private static JsonNode deployment;
    private static JsonNode service;
    private static JsonNode configMap;

    @Inject
    SmallRyeConfig config;

    @BeforeAll
    static void render() throws Exception {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":")).map(path -> Path.of(path, "kubectl")))
                .as("kubectl renders the manifests")
                .anyMatch(Files::isExecutable);
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", "k8s/base")
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
        deployment = ofKind(manifests, "Deployment");
        service = ofKind(manifests, "Service");
        configMap = ofKind(manifests, "ConfigMap");
    }

    @Test
    void the_port_is_the_one_that_the_service_listens_on_and_the_image_exposes() throws IOException {
        int port = container().at("/ports/0/containerPort").asInt();

        assertThat(port).isEqualTo(8080);
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .doesNotContain("quarkus.http.port=");
        for (String image : List.of("Dockerfile.jvm", "Dockerfile.native-micro")) {
            assertThat(Files.readString(Path.of("src/main/docker", image))).contains("EXPOSE " + port);
        }
        assertThat(service.at("/spec/ports/0/targetPort").asText())
                .isEqualTo(container().at("/ports/0/name").asText());
        assertThat(service.at("/spec/selector")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
    }

    @ParameterizedTest
    @CsvSource({"startupProbe", "livenessProbe", "readinessProbe"})
    void a_probe_asks_where_the_service_answers(String probe) {
        given().header("Host", "10.1.2.3:8080")
                .get(container().at("/" + probe + "/httpGet/path").asText())
                .then()
                .statusCode(200);
    }

    @Test
    void every_variable_is_a_key_that_the_service_knows() {
        Set<String> variables = new TreeSet<>();
        configMap.get("data").fieldNames().forEachRemaining(variables::add);
        container()
                .get("env")
                .forEach(variable -> variables.add(variable.get("name").asText()));
        Set<String> known = new TreeSet<>();
        config.getPropertyNames().forEach(name -> known.add(asVariable(name)));
        ConfigurationDocumentTest.inCode().keySet().forEach(name -> known.add(asVariable(name)));

        assertThat(known).containsAll(variables);
        assertThat(variables)
                .contains("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_PASSWORD", "ORGSCRIBE_VAULT_KEYSET");
    }

    @Test
    void the_pod_is_restricted() {
        JsonNode pod = deployment.at("/spec/template/spec");

        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container().at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container().at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
    }

    @Test
    void no_secret_is_in_the_manifests() {
        assertThat(configMap.get("data").toString()).doesNotContainIgnoringCase("password");
    }

    private static JsonNode container() {
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static String asVariable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static JsonNode ofKind(List<ObjectNode> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
