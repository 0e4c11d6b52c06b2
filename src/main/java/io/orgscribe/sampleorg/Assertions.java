package io.orgscribe.sampleorg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** Judges the signed assertions of the JWT bearer flow, as strictly as Salesforce does. */
final class Assertions {

    static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** Salesforce allows for clocks that are not quite right. */
    private static final Duration SKEW = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> AUDIENCES = Set.of("https://login.salesforce.com", "https://test.salesforce.com");

    private final SampleOrgSettings settings;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    Assertions(SampleOrgSettings settings) {
        this.settings = settings;
    }

    /** @param assertion null where none was sent */
    Optional<LoginError> refusal(String assertion) {
        if (settings.certificate().isEmpty()) {
            return Optional.of(LoginError.UNSUPPORTED_FLOW);
        }
        String[] parts = assertion == null ? new String[0] : assertion.split("\\.");
        try {
            if (parts.length != 3 || !isSigned(parts, settings.certificate().get())) {
                return Optional.of(LoginError.INVALID_ASSERTION);
            }
            return refusal(json(parts[1]));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.of(LoginError.INVALID_ASSERTION);
        }
    }

    private Optional<LoginError> refusal(JsonNode claims) {
        Instant now = settings.clock().instant();
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (!settings.consumerKey().equals(claims.path("iss").asText())) {
            return Optional.of(LoginError.INVALID_CLIENT_ID);
        }
        if (!AUDIENCES.contains(claims.path("aud").asText())) {
            return Optional.of(LoginError.INVALID_AUDIENCE);
        }
        if (expires.isBefore(now.minus(SKEW)) || expires.isAfter(now.plus(SKEW).plus(SKEW))) {
            return Optional.of(LoginError.EXPIRED_ASSERTION);
        }
        if (!settings.username().equalsIgnoreCase(claims.path("sub").asText())) {
            return Optional.of(LoginError.NOT_APPROVED);
        }
        boolean first = claims.hasNonNull("jti") && used.add(claims.get("jti").asText());
        return first ? Optional.empty() : Optional.of(LoginError.INVALID_ASSERTION);
    }

    private static boolean isSigned(String[] parts, PublicKey certificate)
            throws GeneralSecurityException, IOException {
        if (!json(parts[0]).path("alg").asText().equals("RS256")) {
            return false;
        }
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode json(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
