package io.orgscribe.token;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** RSA keys in the forms in which people have them. */
public final class TestKeys {

    /** What PKCS#8 puts before a PKCS#1 key of 2048 bits. */
    private static final int PKCS8_HEAD = 26;

    private TestKeys() {}

    /**
     * One of 2048 bits, made once for a build: without the second compiler that takes seconds.
     *
     * @param name the same name is the same key
     */
    public static KeyPair rsa(String name) {
        Path file = Path.of("target", "test-keys", name + ".p8").toAbsolutePath();
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                Path draft = Files.createTempFile(file.getParent(), name, ".tmp");
                Files.write(draft, rsa(2048).getPrivate().getEncoded());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            KeyFactory keys = KeyFactory.getInstance("RSA");
            var key = (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pkcs8(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    static String pkcs1(KeyPair pair) {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD, pkcs8.length));
    }

    /** By OpenSSL, as people do it. */
    public static String encrypted(KeyPair pair, String passphrase, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl", "pkcs8", "-topk8", "-passout", "pass:" + passphrase));
        command.addAll(List.of(options));
        Process openssl = new ProcessBuilder(command).start();
        try (OutputStream in = openssl.getOutputStream()) {
            in.write(pkcs8(pair).getBytes(StandardCharsets.US_ASCII));
        }
        return new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    public static boolean hasOpenssl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "openssl")));
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
