package io.orgscribe.token;

import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
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

    public static KeyPair rsa(int bits) {
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
