package io.orgscribe.sampleorg;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint, and which access tokens are alive. */
final class Logins {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final Assertions assertions;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private volatile Optional<LoginError> forced = Optional.empty();

    Logins(SampleOrgSettings settings, Identity identity) {
        this.settings = settings;
        this.identity = identity;
        this.assertions = new Assertions(settings);
    }

    void force(Optional<LoginError> error) {
        forced = error;
    }

    void expireAll() {
        tokens.clear();
    }

    boolean letsIn(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> tokens.contains(value.substring(BEARER.length()).trim()))
                .orElse(false);
    }

    Reply token(Call call, String host) {
        if (!call.method().equals("POST")) {
            return LoginError.INVALID_REQUEST.reply();
        }
        Map<String, String> form = form(call);
        return refusal(form).map(LoginError::reply).orElseGet(() -> granted(host));
    }

    private Optional<LoginError> refusal(Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        if (forced.isPresent()) {
            return forced;
        }
        if (grant.isEmpty()) {
            return Optional.of(LoginError.MISSING_GRANT_TYPE);
        }
        if (!Set.of("client_credentials", "password", "refresh_token", "authorization_code", Assertions.GRANT)
                .contains(grant)) {
            return Optional.of(LoginError.UNSUPPORTED_FLOW);
        }
        if (grant.equals(Assertions.GRANT)) {
            return assertions.refusal(form.get("assertion"));
        }
        if (!settings.consumerKey().equals(form.get("client_id"))) {
            return Optional.of(LoginError.INVALID_CLIENT_ID);
        }
        if (!settings.consumerSecret().equals(form.get("client_secret"))) {
            return Optional.of(LoginError.INVALID_CLIENT);
        }
        return switch (grant) {
            case "client_credentials" -> Optional.empty();
            case "password" -> passwordFits(form) ? Optional.empty() : Optional.of(LoginError.AUTHENTICATION_FAILURE);
            default -> Optional.of(LoginError.EXPIRED_GRANT);
        };
    }

    private boolean passwordFits(Map<String, String> form) {
        return settings.username().equalsIgnoreCase(form.getOrDefault("username", ""))
                && (settings.password() + settings.securityToken()).equals(form.get("password"));
    }

    private Reply granted(String host) {
        byte[] secret = new byte[72];
        random.nextBytes(secret);
        String token = identity.orgId().substring(0, 15) + "!"
                + Base64.getUrlEncoder().encodeToString(secret).replace('-', '.');
        byte[] signature = new byte[32];
        random.nextBytes(signature);
        tokens.add(token);
        return Reply.json(200, DescribeWriter.bytes(out -> {
                    out.writeStartObject();
                    out.writeStringField("access_token", token);
                    out.writeStringField("signature", Base64.getEncoder().encodeToString(signature));
                    out.writeStringField("scope", "api");
                    out.writeStringField("instance_url", host);
                    out.writeStringField("id", identity.url(host));
                    out.writeStringField("token_type", "Bearer");
                    out.writeStringField(
                            "issued_at", Long.toString(settings.clock().millis()));
                    out.writeEndObject();
                }))
                .with("Cache-Control", "no-cache, no-store");
    }

    private static Map<String, String> form(Call call) {
        Map<String, String> form = new HashMap<>();
        call.header("Authorization").filter(v -> v.startsWith(BASIC)).ifPresent(value -> {
            String decoded =
                    new String(Base64.getDecoder().decode(value.substring(BASIC.length())), StandardCharsets.UTF_8);
            String[] split = decoded.split(":", 2);
            form.put("client_id", decode(split[0]));
            form.put("client_secret", split.length > 1 ? decode(split[1]) : "");
        });
        for (String pair : new String(call.body(), StandardCharsets.UTF_8).split("&")) {
            String[] split = pair.split("=", 2);
            form.put(decode(split[0]), split.length > 1 ? decode(split[1]) : "");
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
