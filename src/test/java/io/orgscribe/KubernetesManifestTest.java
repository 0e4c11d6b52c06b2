package io.orgscribe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.config.SmallRyeConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.orgscribe.Manifests.named;
import static io.orgscribe.Manifests.ofKind;
import static io.orgscribe.Manifests.rendered;
import static io.orgscribe.Manifests.variable;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What k8s says about the service is what the service does. */
@OrgscribeTest
class KubernetesManifestTest {

    /** How long a process that is asked to end takes at most, docs/runs.md says. */
    private static final int END_SECONDS = 20;

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m\\b");

    private static List<ObjectNode> base;
    private static List<ObjectNode> kind;
    private static JsonNode deployment;
    private static JsonNode service;
    private static JsonNode configMap;

    @Inject
    SmallRyeConfig config;

    @BeforeAll
    static void render() throws Exception {
        base = rendered("k8s/base");
        kind = rendered("k8s/kind");
        deployment = ofKind(base, "Deployment");
        service = ofKind(base, "Service");
        configMap = ofKind(base, "ConfigMap");
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
    @CsvSource({"startupProbe, /q/health/started", "livenessProbe, /q/health/live", "readinessProbe, /q/health/ready"})
    void a_probe_asks_for_its_own_kind_where_the_service_answers(String probe, String path) {
        assertThat(container().at("/" + probe + "/httpGet/path").asText()).isEqualTo(path);
        given().header("Host", "10.1.2.3:8080")
                .get(container().at("/" + probe + "/httpGet/path").asText())
                .then()
                .statusCode(200);
    }

    @Test
    void every_variable_is_a_key_that_the_service_knows() throws IOException {
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
    void every_pod_is_restricted() {
        for (JsonNode workload : List.of(deployment, ofKind(kind, "Deployment"), ofKind(kind, "StatefulSet"))) {
            JsonNode pod = workload.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");

            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
        }
        assertThat(ofKind(kind, "Namespace").at("/metadata/labels").toString())
                .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
    }

    @Test
    void a_pod_is_given_the_time_that_its_runs_need_to_hand_over() throws IOException {
        JsonNode pod = deployment.at("/spec/template/spec");
        int preStop = container().at("/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(preStop).isPositive();
        assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(preStop + END_SECONDS);
        assertThat(Duration.parse(ConfigurationDocumentTest.inCode().get("orgscribe.extraction.hand-over")))
                .isLessThan(Duration.ofSeconds(END_SECONDS));
    }

    /** A native binary's collector copies what it keeps, at worst the whole heap. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native-micro"})
    void the_heap_of_an_image_fits_into_a_pod_twice(String image) throws IOException {
        Matcher heap = HEAP.matcher(Files.readString(Path.of("src/main/docker", image)));

        assertThat(heap.find()).isTrue();
        assertThat(container().at("/resources/limits/memory").asText()).isEqualTo("1Gi");
        assertThat(2 * Integer.parseInt(heap.group(1))).isLessThan(1024);
    }

    @Test
    void three_replicas_are_spread_and_no_more_than_one_is_away() {
        JsonNode labels = deployment.at("/spec/selector/matchLabels");

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(deployment.at("/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels"))
                .isEqualTo(labels);
        JsonNode budget = ofKind(base, "PodDisruptionBudget");
        assertThat(budget.at("/spec/maxUnavailable").asInt()).isOne();
        assertThat(budget.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxSurge").asInt(1))
                .isZero();
        assertThat(ofKind(base, "ServiceAccount")
                        .at("/automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
    }

    /** Of its default PostgreSQL keeps three of a hundred connections for superusers. */
    @Test
    void the_pools_of_all_replicas_fit_into_a_postgresql_as_it_is_installed() {
        int pool = config.getValue("quarkus.datasource.jdbc.max-size", Integer.class);

        assertThat(deployment.at("/spec/replicas").asInt() * (pool + 1))
                .as("with one each for leases")
                .isLessThanOrEqualTo(97);
    }

    @Test
    void kind_brings_the_postgresql_that_the_service_looks_for() {
        JsonNode database = ofKind(kind, "StatefulSet").at("/spec/template/spec/containers/0");
        JsonNode replica = ofKind(kind, "Deployment").at("/spec/template/spec/containers/0");
        JsonNode data = ofKind(kind, "ConfigMap").get("data");
        String password = "/valueFrom/secretKeyRef";

        assertThat(data.get("QUARKUS_DATASOURCE_JDBC_URL").asText())
                .isEqualTo("jdbc:postgresql://"
                        + named(kind, "Service", "postgresql")
                                .at("/metadata/name")
                                .asText() + ":"
                        + database.at("/ports/0/containerPort").asText() + "/"
                        + variable(database, "POSTGRES_DB").get("value").asText());
        assertThat(data.get("QUARKUS_DATASOURCE_USERNAME"))
                .isEqualTo(variable(database, "POSTGRES_USER").get("value"));
        assertThat(variable(database, "POSTGRES_PASSWORD").at(password))
                .isEqualTo(variable(replica, "QUARKUS_DATASOURCE_PASSWORD").at(password));
        assertThat(replica.get("image").asText()).isEqualTo("orgscribe:local");
        assertThat(ofKind(kind, "Deployment").at("/spec/selector/matchLabels"))
                .isEqualTo(named(kind, "Service", "orgscribe").at("/spec/selector"));
        assertThat(kind).allSatisfy(manifest -> {
            if (!manifest.path("kind").asText().equals("Namespace")) {
                assertThat(manifest.at("/metadata/namespace").asText()).isEqualTo("orgscribe");
            }
        });
    }

    @Test
    void no_secret_is_in_the_manifests() {
        assertThat(configMap.get("data").toString()).doesNotContainIgnoringCase("password");
        assertThat(kind).noneMatch(manifest -> manifest.path("kind").asText().equals("Secret"));
    }

    private static JsonNode container() {
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static String asVariable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
