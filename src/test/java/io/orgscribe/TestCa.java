package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
    private final Path key;

    private TestCa(Path directory) {
        this.store = directory.resolve("server-keystore.p12");
        this.certificate = directory.resolve("ca.pem");
        this.key = directory.resolve("ca-key.der");
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

    /** For a client that trusts this authority and no other. */
    public SSLContext client() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes a new server certificate and its key, in PEM.
     *
     * @return the certificate's serial number
     */
    public BigInteger issue(Path certificateFile, Path keyFile) {
        try {
            PrivateKey ca =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(key)));
            KeyPair server = KeyPairGenerator.getInstance("EC").generateKeyPair();
            X509Certificate issued = ofServer(server.getPublic(), ca);
            Files.writeString(certificateFile, pem("CERTIFICATE", issued.getEncoded()));
            Files.writeString(keyFile, pem("PRIVATE KEY", server.getPrivate().getEncoded()));
            return issued.getSerialNumber();
        } catch (IOException | GeneralSecurityException | OperatorException e) {
            throw new IllegalStateException(e);
        }
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
            X509Certificate known = ofServer(server.getPublic(), ca.getPrivate());
            Files.writeString(certificate, pem("CERTIFICATE", own.getEncoded()));
            Files.write(key, ca.getPrivate().getEncoded());
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

    private static X509Certificate ofServer(PublicKey key, PrivateKey ca)
            throws IOException, OperatorException, CertificateException {
        return signed(new X500Name("CN=localhost"), key, ca, new BasicConstraints(false));
    }

    private static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static X509Certificate signed(X500Name subject, PublicKey key, PrivateKey signer, BasicConstraints basic)
            throws IOException, OperatorException, CertificateException {
        Instant now = Instant.now();
        var certificate = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(64, new SecureRandom()),
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
