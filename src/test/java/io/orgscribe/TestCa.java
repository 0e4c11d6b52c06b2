package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.ca.CaGenerator;

/** A certificate authority that nobody knows, and a server certificate of it, made anew for each directory. */
public final class TestCa {

    private static final String PASSWORD = "changeit";

    private final Path store;
    private final Path certificate;

    private TestCa(Path directory) {
        this.store = directory.resolve("server-keystore.p12");
        this.certificate = directory.resolve("ca.pem");
    }

    /** @param name of a directory under {@code target}; what is there is used again */
    public static TestCa in(String name) {
        Path directory = Path.of("target", name).toAbsolutePath();
        TestCa ca = new TestCa(directory);
        // It is made last.
        if (!Files.exists(ca.store)) {
            ca.make(directory);
        }
        return ca;
    }

    /** What has to be trusted, in PEM. */
    public Path certificate() {
        return certificate;
    }

    /** For a server at 127.0.0.1, localhost and acme.my.salesforce.com. */
    public SSLContext server() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys(store), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(Path directory) {
        try {
            Files.createDirectories(directory);
            Path caStore = directory.resolve("ca.p12");
            X509Certificate ca = new CaGenerator(
                            certificate.toFile(), directory.resolve("ca.key").toFile(), caStore.toFile(), PASSWORD)
                    .generate("Test CA", null, null, null, null, null);
            PrivateKey signer =
                    (PrivateKey) keys(caStore).getKey(CaGenerator.KEYSTORE_KEY_ENTRY, PASSWORD.toCharArray());
            new CertificateGenerator(directory, true)
                    .generate(new CertificateRequest()
                            .withName("server")
                            .withPassword(PASSWORD)
                            .withFormat(Format.PKCS12)
                            .withSubjectAlternativeName("IP:127.0.0.1")
                            .withSubjectAlternativeName("DNS:localhost")
                            .withSubjectAlternativeName("DNS:acme.my.salesforce.com")
                            .signedWith(ca, signer));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }
}
