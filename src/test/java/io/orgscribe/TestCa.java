package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that nobody knows, and a server certificate of it, made anew for each directory. */
public final class TestCa {

    private static final String PASSWORD = "changeit";
    private static final X500Name NAME = new X500Name("CN=Test CA");
    private static final GeneralName[] SERVER = {
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.dNSName, "acme.my.salesforce.com")
    };

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

    /** Keys of curves are made at once; those of RSA take seconds without the second compiler. */
    private void make(Path directory) {
        try {
            Files.createDirectories(directory);
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            KeyPair ca = keys.generateKeyPair();
            KeyPair server = keys.generateKeyPair();
            X509Certificate own = signed(NAME, ca.getPublic(), ca.getPrivate(), new BasicConstraints(true));
            X509Certificate known = signed(
                    new X500Name("CN=localhost"), server.getPublic(), ca.getPrivate(), new BasicConstraints(false));
            Files.writeString(
                    certificate,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(own.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            KeyStore keystore = KeyStore.getInstance("PKCS12");
            keystore.load(null, null);
            keystore.setKeyEntry(
                    "server", server.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {known, own});
            try (OutputStream out = Files.newOutputStream(store)) {
                keystore.store(out, PASSWORD.toCharArray());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate signed(X500Name subject, PublicKey key, PrivateKey signer, BasicConstraints basic)
            throws IOException, OperatorException, CertificateException {
        Instant now = Instant.now();
        var certificate = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(365))),
                subject,
                key);
        certificate.addExtension(Extension.basicConstraints, true, basic);
        certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(SERVER));
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }
}
