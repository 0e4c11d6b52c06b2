package io.orgscribe.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads an RSA private key in PEM: PKCS#8, PKCS#8 encrypted with a passphrase, and PKCS#1.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class SigningKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int FEWEST_BITS = 2048;

    /** Version 0 and the algorithm rsaEncryption (1.2.840.113549.1.1.1), which PKCS#8 puts before a PKCS#1 key. */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private SigningKey() {}

    /**
     * @param passphrase null where the key is not encrypted
     * @throws UnreadableKeyException which says what is wrong and what to do; never quotes the key
     */
    public static RSAPrivateKey read(String pem, String passphrase) throws UnreadableKeyException {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            throw new UnreadableKeyException(
                    "It is not in PEM.", "Send it whole, from -----BEGIN PRIVATE KEY----- to the END line.");
        }
        RSAPrivateKey key = key(block.group(1), block.group(2), passphrase);
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new UnreadableKeyException(
                    "It has fewer than " + FEWEST_BITS + " bits.",
                    "Make one with openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048, and upload its certificate"
                            + " to the app.");
        }
        return key;
    }

    private static RSAPrivateKey key(String kind, String text, String passphrase) throws UnreadableKeyException {
        if (text.contains("DEK-Info")) {
            throw new UnreadableKeyException(
                    "It is encrypted in OpenSSL's old way.",
                    "Convert it: openssl pkcs8 -topk8 -in old.pem -out new.pem");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.strip());
            return switch (kind) {
                case "PRIVATE KEY" -> rsa(new PKCS8EncodedKeySpec(der));
                case "RSA PRIVATE KEY" -> rsa(new PKCS8EncodedKeySpec(pkcs8(der)));
                case "ENCRYPTED PRIVATE KEY" -> rsa(decrypted(der, passphrase));
                default ->
                    throw new UnreadableKeyException(
                            "It is no private key, or none of RSA.",
                            "Send the RSA private key whose certificate was uploaded to the app.");
            };
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // No cause: it may quote the key.
            throw new UnreadableKeyException(
                    kind.startsWith("ENCRYPTED")
                            ? "It does not open with this passphrase, is encrypted in a way that Java does not read (such as"
                                    + " triple DES), or is damaged."
                            : "It is damaged, or none of RSA.",
                    "Try it: openssl pkey -in key.pem -noout. If that works, convert it: openssl pkcs8 -topk8 -v2"
                            + " aes-256-cbc -in key.pem -out new.pem");
        }
    }

    private static RSAPrivateKey rsa(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(key);
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, String passphrase)
            throws IOException, GeneralSecurityException, UnreadableKeyException {
        if (passphrase == null || passphrase.isEmpty()) {
            throw new UnreadableKeyException("It is encrypted.", "Send auth.privateKeyPassphrase, too.");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // For PBES2 only the parameters' text names the algorithm that the JDK knows.
        String algorithm = encrypted.getAlgName().equals("PBES2")
                ? encrypted.getAlgParameters().toString()
                : encrypted.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                encrypted.getAlgParameters());
        return encrypted.getKeySpec(cipher);
    }

    /** In DER, with the lengths in two bytes: what is shorter is no key. */
    private static byte[] pkcs8(byte[] pkcs1) {
        return ByteBuffer.allocate(8 + RSA_PREFIX.length + pkcs1.length)
                .putShort((short) 0x3082)
                .putShort((short) (4 + RSA_PREFIX.length + pkcs1.length))
                .put(RSA_PREFIX)
                .putShort((short) 0x0482)
                .putShort((short) pkcs1.length)
                .put(pkcs1)
                .array();
    }
}
