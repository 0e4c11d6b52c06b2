package io.orgscribe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.orgscribe.Manifests.named;
import static io.orgscribe.Manifests.ofKind;
import static io.orgscribe.Manifests.only;
import static io.orgscribe.Manifests.rendered;
import static io.orgscribe.Manifests.variable;
import static org.assertj.core.api.Assertions.assertThat;

/** Who gets in where, as k8s has it: by keys, and by what the cluster's network lets through. */
class KubernetesAccessTest {

    private static List<ObjectNode> base;
    private static List<ObjectNode> kind;
    private static JsonNode pod;
    private static JsonNode container;

    @BeforeAll
    static void render() throws Exception {
        base = rendered("k8s/base");
        kind = rendered("k8s/kind");
        pod = ofKind(base, "Deployment").at("/spec/template");
        container = pod.at("/spec/containers/0");
    }

    @Test
    void nobody_gets_in_without_a_key_which_is_a_file_of_the_secret() {
        String file =
                variable(container, "ORGSCRIBE_ACCESS_ADMIN_KEY").get("value").asText();
        JsonNode mount = only(container.get("volumeMounts"), "/mountPath", "/etc/orgscribe");
        JsonNode secret =
                only(pod.at("/spec/volumes"), "/name", mount.get("name").asText());

        assertThat(file).startsWith("file:" + mount.get("mountPath").asText() + "/");
        assertThat(mount.get("readOnly").asBoolean()).isTrue();
        assertThat(secret.at("/secret/secretName").asText()).isEqualTo("orgscribe");
        assertThat(only(secret.at("/secret/items"), "/key", "admin-key")
                        .get("path")
                        .asText())
                .isEqualTo(file.substring(file.lastIndexOf('/') + 1));
        assertThat(ofKind(base, "ConfigMap").get("data").has("ORGSCRIBE_ACCESS_OPEN"))
                .isFalse();
    }

    @Test
    void probes_carry_no_key() {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.get(probe).get("httpGet").has("httpHeaders"))
                    .as(probe)
                    .isFalse();
        }
    }

    @Test
    void each_port_of_a_replica_is_let_in_and_nothing_else() {
        JsonNode policy = named(base, "NetworkPolicy", "orgscribe").get("spec");

        selects(policy, pod);
        assertThat(policy.get("ingress")).hasSize(1);
        assertThat(policy.at("/ingress/0").has("from")).isFalse();
        assertThat(texts(policy.at("/ingress/0/ports"), "port")).isEqualTo(texts(container.get("ports"), "name"));
    }

    @Test
    void what_goes_out_is_dns_postgresql_and_https() {
        JsonNode egress = named(base, "NetworkPolicy", "orgscribe").at("/spec/egress");

        assertThat(egress).allSatisfy(rule -> assertThat(rule.has("to")).isFalse());
        assertThat(StreamSupport.stream(egress.spliterator(), false)
                        .flatMap(rule -> texts(rule.get("ports"), "port").stream()))
                .containsExactlyInAnyOrder("53", "53", "5432", "443");
        assertThat(ofKind(base, "ConfigMap")
                        .at("/data/QUARKUS_DATASOURCE_JDBC_URL")
                        .asText())
                .contains(":5432/");
    }

    @Test
    void in_kind_nobody_but_the_replicas_reaches_the_database() {
        JsonNode database = ofKind(kind, "StatefulSet").at("/spec/template");
        JsonNode policy = named(kind, "NetworkPolicy", "postgresql").get("spec");

        selects(policy, database);
        assertThat(policy.has("egress")).isFalse();
        assertThat(policy.get("ingress")).hasSize(1);
        assertThat(policy.at("/ingress/0/from")).hasSize(1);
        assertThat(policy.at("/ingress/0/from/0/podSelector/matchLabels"))
                .isEqualTo(ofKind(kind, "Deployment").at("/spec/template/metadata/labels"));
        assertThat(texts(policy.at("/ingress/0/ports"), "port"))
                .isEqualTo(texts(database.at("/spec/containers/0/ports"), "name"));
        selects(
                named(kind, "NetworkPolicy", "orgscribe").get("spec"),
                ofKind(kind, "Deployment").at("/spec/template"));
    }

    @Test
    void prometheus_reads_metrics_with_a_key_of_its_own() throws Exception {
        // Within the project, for kustomize takes bases by relative paths only.
        Path overlay = Files.createDirectories(Path.of("target", "with-prometheus"));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                resources: [../../k8s/kind]
                components: [../../k8s/prometheus]
                """);
        List<ObjectNode> manifests = rendered(overlay.toString());
        JsonNode service = named(manifests, "Service", "orgscribe");
        JsonNode monitor = ofKind(manifests, "ServiceMonitor").get("spec");
        JsonNode endpoint = monitor.at("/endpoints/0");

        assertThat(monitor.at("/selector/matchLabels")).isEqualTo(service.at("/metadata/labels"));
        assertThat(endpoint.get("port")).isEqualTo(service.at("/spec/ports/0/name"));
        assertThat(endpoint.get("path").asText()).isEqualTo("/q/metrics");
        assertThat(endpoint.at("/authorization/type").asText()).isEqualTo("Bearer");
        assertThat(endpoint.at("/authorization/credentials/name").asText())
                .isNotBlank()
                .as("the secret with the admin key")
                .isNotEqualTo(only(pod.at("/spec/volumes"), "/name", "secret")
                        .at("/secret/secretName")
                        .asText());
        assertThat(Files.readString(Path.of("k8s/prometheus/kustomization.yaml")))
                .contains(
                        "secret generic "
                                + endpoint.at("/authorization/credentials/name").asText()
                                + " --from-file="
                                + endpoint.at("/authorization/credentials/key").asText() + "=",
                        "\"role\": \"viewer\"");
    }

    /** All that goes in and out of the pods of a template is told by the policy. */
    private static void selects(JsonNode policy, JsonNode template) {
        assertThat(policy.at("/podSelector/matchLabels")).isEqualTo(template.at("/metadata/labels"));
        assertThat(policy.get("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.get(member).asText())
                .toList();
    }
}
