package io.orgscribe.token;

import java.security.KeyPair;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class SigningKeyTest {

    private static final KeyPair PAIR = TestKeys.rsa("app");

    @Test
    void pkcs8_and_pkcs1_are_the_same_key() throws UnreadableKeyException {
        assertThat(SigningKey.read(TestKeys.pkcs8(PAIR), null)).isEqualTo(PAIR.getPrivate());
        assertThat(SigningKey.read(TestKeys.pkcs1(PAIR), null)).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void text_around_the_key_and_other_line_ends_do_no_harm() throws UnreadableKeyException {
        String pem =
                "Bag Attributes\n  friendlyName: me\n" + TestKeys.pkcs8(PAIR).replace("\n", "\r\n") + "\n";

        assertThat(SigningKey.read(pem, "not needed")).isEqualTo(PAIR.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA1"})
    void a_key_that_openssl_has_encrypted_opens_with_its_passphrase(String options) throws Exception {
        assumeThat(TestKeys.hasOpenssl()).as("OpenSSL").isTrue();
        String pem = TestKeys.encrypted(PAIR, "open sesame", options.split(" "));

        assertThat(SigningKey.read(pem, "open sesame")).isEqualTo(PAIR.getPrivate());
        assertThat(refused(pem, "other")).hasMessageContaining("passphrase");
        assertThat(refused(pem, null)).hasMessageContaining("encrypted");
    }

    @Test
    void a_key_in_triple_des_is_told_how_it_can_be_converted() throws Exception {
        assumeThat(TestKeys.hasOpenssl()).as("OpenSSL").isTrue();
        String pem = TestKeys.encrypted(PAIR, "open sesame", "-v2", "des3");

        assertThat(refused(pem, "open sesame")).hasMessageContaining("triple DES");
    }

    @Test
    void what_is_no_usable_key_is_refused_without_being_quoted() {
        String[] unusable = {
            "planted",
            TestKeys.pem("PRIVATE KEY", "planted".getBytes()),
            TestKeys.pem("RSA PRIVATE KEY", "planted".getBytes()),
            TestKeys.pem("ENCRYPTED PRIVATE KEY", "planted".getBytes()),
            TestKeys.pem("CERTIFICATE", "planted".getBytes()),
            "-----BEGIN PRIVATE KEY-----\nplanted!\n-----END PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nplanted\n-----END RSA PRIVATE KEY-----",
            TestKeys.pkcs8(TestKeys.rsa(1024)),
        };
        for (String pem : unusable) {
            UnreadableKeyException refusal = refused(pem, "secret");
            assertThat(refusal).as(pem).isNotNull();
            assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain("planted");
            assertThat(refusal.remedy()).isNotBlank();
        }
    }

    private static UnreadableKeyException refused(String pem, String passphrase) {
        return catchThrowableOfType(UnreadableKeyException.class, () -> SigningKey.read(pem, passphrase));
    }
}
