package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that nobody knows, and a server certificate of it, made anew for each directory. */
public final class TestCa {

    private static final String PASSWORD = "changeit";
    private static final String SERVER_NAMES = "san=ip:127.0.0.1,dns:localhost,dns:acme.my.salesforce.com";

    private final Path store;
    private final Path certificate;

    private TestCa(Path directory) {
        this.store = directory.resolve("server.p12");
        this.certificate = directory.resolve("ca.pem");
    }

    /** @param name of a directory under {@code target}; what is there is used again */
    public static TestCa in(String name) {
        Path directory = Path.of("target", name).toAbsolutePath();
        TestCa ca = new TestCa(directory);
        if (!Files.exists(ca.certificate)) {
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
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
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
            Files.deleteIfExists(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-ext", "bc:c", "-dname", "CN=Test CA");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-signer",
                "ca",
                "-ext",
                SERVER_NAMES,
                "-dname",
                "CN=x");
        // Last, for its presence says that all is there; then the server has no other key to show.
        Path unfinished = directory.resolve("ca.tmp");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", unfinished.toString());
        keytool("-delete", "-alias", "ca");
        try {
            Files.move(unfinished, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(store.resolveSibling("keytool.log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
