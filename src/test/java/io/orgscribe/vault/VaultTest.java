package io.orgscribe.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VaultTest {

    private static final UUID CONNECTION = UUID.fromString("01994a3e-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01994a3e-0000-7000-8000-000000000002");
    private static final String FIELD = "clientSecret";
    private static final String SECRET = "s3cr3t – Grüße";

    private final Vault vault = TestVaults.of(Vault.newKeyset());

    @Test
    void a_secret_comes_back_as_it_was() {
        String jwe = vault.encrypt(CONNECTION, FIELD, SECRET);

        assertThat(vault.decrypt(CONNECTION, FIELD, jwe)).isEqualTo(SECRET);
        assertThat(jwe).doesNotContain(SECRET).hasSizeLessThan(400);
    }

    @Test
    void the_same_secret_is_never_encrypted_alike() {
        assertThat(vault.encrypt(CONNECTION, FIELD, SECRET)).isNotEqualTo(vault.encrypt(CONNECTION, FIELD, SECRET));
    }

    @Test
    void a_value_moved_to_another_connection_is_refused() {
        String jwe = vault.encrypt(CONNECTION, FIELD, SECRET);

        assertThatThrownBy(() -> vault.decrypt(OTHER, FIELD, jwe))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("encrypted for another place");
    }

    @Test
    void a_value_moved_to_another_field_is_refused() {
        String jwe = vault.encrypt(CONNECTION, FIELD, SECRET);

        assertThatThrownBy(() -> vault.decrypt(CONNECTION, "password", jwe))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("encrypted for another place");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4})
    void a_value_altered_in_any_part_is_refused(int part) {
        String[] parts = vault.encrypt(CONNECTION, FIELD, SECRET).split("\\.", -1);
        parts[part] = (parts[part].charAt(0) == 'A' ? "B" : "A") + parts[part].substring(1);

        assertThatThrownBy(() -> vault.decrypt(CONNECTION, FIELD, String.join(".", parts)))
                .isInstanceOf(VaultException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.."})
    void what_is_no_jwe_is_refused(String stored) {
        assertThatThrownBy(() -> vault.decrypt(CONNECTION, FIELD, stored)).isInstanceOf(VaultException.class);
    }

    @Test
    void after_rotation_the_new_key_encrypts_and_the_old_one_still_reads() {
        String oldSet = Vault.newKeyset();
        String jwe = TestVaults.of(oldSet).encrypt(CONNECTION, FIELD, SECRET);
        String newSet = Vault.newKeyset();
        Vault rotated = TestVaults.of(TestVaults.joined(oldSet, newSet));

        assertThat(rotated.decrypt(CONNECTION, FIELD, jwe)).isEqualTo(SECRET);
        assertThat(TestVaults.of(newSet).decrypt(CONNECTION, FIELD, rotated.encrypt(CONNECTION, FIELD, SECRET)))
                .isEqualTo(SECRET);
    }

    @Test
    void a_key_that_is_gone_is_named_and_nothing_else() {
        String oldSet = Vault.newKeyset();
        String jwe = TestVaults.of(oldSet).encrypt(CONNECTION, FIELD, SECRET);
        String kid = oldSet.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
        String material = oldSet.replaceAll(".*\"k\":\"([^\"]+)\".*", "$1");

        assertThatThrownBy(() -> vault.decrypt(CONNECTION, FIELD, jwe))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(kid)
                .hasMessageContaining("orgscribe.vault.keyset")
                .hasMessageNotContaining(material);
    }

    @Test
    void a_keyset_may_be_a_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("keyset.json"), Vault.newKeyset());

        Vault fromFile = TestVaults.of(file.toUri().toString());

        assertThat(fromFile.decrypt(CONNECTION, FIELD, fromFile.encrypt(CONNECTION, FIELD, SECRET)))
                .isEqualTo(SECRET);
    }

    @Test
    void a_missing_keyset_names_the_remedy() {
        assertThatThrownBy(() -> new Vault(Optional::empty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ORGSCRIBE_VAULT_KEYSET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-json-but-a-pasted-key",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"cGFzdGVkLWtleQ\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"cGFzdGVkLWtleQ\"}]}",
                "{\"keys\":[{\"kty\":\"pasted-key\",\"kid\":\"1\"}]}",
                "file:/there/is/no/such/file",
            })
    void an_unusable_keyset_is_refused_without_being_quoted(String keyset) {
        assertThatThrownBy(() -> TestVaults.of(keyset))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageContaining("orgscribe.vault.keyset")
                .hasMessageNotContaining("pasted-key")
                .hasMessageNotContaining("cGFzdGVkLWtleQ");
    }
}
