package io.orgscribe;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.orgscribe.Manifests.ofKind;
import static io.orgscribe.Manifests.only;
import static io.orgscribe.Manifests.rendered;
import static io.orgscribe.Manifests.variable;
import static org.assertj.core.api.Assertions.assertThat;

/** Who gets in where, as k8s has it: by keys. */
class KubernetesAccessTest {

    private static List<ObjectNode> base;
    private static JsonNode pod;
    private static JsonNode container;

    @BeforeAll
    static void render() throws Exception {
        base = rendered("k8s/base");
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
}
