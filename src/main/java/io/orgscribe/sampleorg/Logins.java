package io.orgscribe.sampleorg;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.samplemodel.SampleOrgSettings;

/** The token endpoint, and which access tokens are alive. */
final class Logins {

    private static final String BASIC = "Basic ";

    /** Grants of a user who has approved the app. */
    private static final Set<String> APPROVED = Set.of("authorization_code", "refresh_token");

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final Assertions assertions;
    private final AccessTokens accessTokens;
    private final Approvals approvals;
    private final ConsentScreen consentScreen;
    /** Empty for wherever the caller has found the org. */
    private volatile String instance = "";

    private volatile Optional<LoginError> forced = Optional.empty();

    Logins(SampleOrgSettings settings, Identity identity) {
        this.settings = settings;
        this.identity = identity;
        this.assertions = new Assertions(settings);
        this.accessTokens = new AccessTokens(settings, identity);
        this.approvals = new Approvals(settings, accessTokens);
        this.consentScreen = new ConsentScreen(settings, approvals);
    }

    void force(Optional<LoginError> error) {
        forced = error;
    }

    void moveTo(String newInstance) {
        instance = newInstance;
    }

    /** @param host as the caller has found the org */
    boolean letsIn(Call call, String host) {
        return (instance.isEmpty() || instance.equals(host)) && accessTokens.letsIn(call);
    }

    AccessTokens accessTokens() {
        return accessTokens;
    }

    Approvals approvals() {
        return approvals;
    }

    Reply authorize(Call call) {
        return consentScreen.answer(call, forced);
    }

    Reply introspect(Call call) {
        Map<String, String> form = form(call);
        boolean known = settings.consumerKey().equals(form.get("client_id"))
                && settings.consumerSecret().equals(form.get("client_secret"));
        return known ? accessTokens.introspect(form.get("token")) : LoginError.INVALID_CLIENT.reply();
    }

    /** Ends the session of an access token, or the approval of a refresh token with all its sessions. */
    Reply revoke(Call call) {
        String token = form(call).getOrDefault("token", call.parameters().getOrDefault("token", ""));
        return accessTokens.expire(token) || approvals.revoke(token)
                ? Reply.json(200, new byte[0])
                : Reply.json(
                        400, Reply.object().put("error", "invalid_token").put("error_description", "Token is invalid"));
    }

    Reply token(Call call, String host) {
        if (!call.method().equals("POST")) {
            return LoginError.INVALID_REQUEST.reply();
        }
        Map<String, String> form = form(call);
        return refusal(form).map(LoginError::reply).orElseGet(() -> granted(form, host));
    }

    private Reply granted(Map<String, String> form, String host) {
        return switch (form.get("grant_type")) {
            case "authorization_code" ->
                approvals
                        .redeem(form.get("code"), form.get("redirect_uri"), form.get("code_verifier"))
                        .map(tokens -> granted(tokens, host))
                        .orElseGet(LoginError.INVALID_CODE::reply);
            case "refresh_token" ->
                approvals
                        .refresh(form.get("refresh_token"))
                        .map(tokens -> granted(tokens, host))
                        .orElseGet(LoginError.EXPIRED_GRANT::reply);
            default -> granted(new Approvals.Tokens(accessTokens.issue(null), ""), host);
        };
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
        boolean secretLeftOut =
                APPROVED.contains(grant) && !settings.secretRequired() && !form.containsKey("client_secret");
        if (!secretLeftOut && !settings.consumerSecret().equals(form.get("client_secret"))) {
            return Optional.of(LoginError.INVALID_CLIENT);
        }
        return grant.equals("password") && !passwordFits(form)
                ? Optional.of(LoginError.AUTHENTICATION_FAILURE)
                : Optional.empty();
    }

    private boolean passwordFits(Map<String, String> form) {
        return settings.username().equalsIgnoreCase(form.getOrDefault("username", ""))
                && (settings.password() + settings.securityToken()).equals(form.get("password"));
    }

    private Reply granted(Approvals.Tokens tokens, String host) {
        ObjectNode body = Reply.object().put("access_token", tokens.accessToken());
        if (!tokens.refreshToken().isEmpty()) {
            body.put("refresh_token", tokens.refreshToken());
        }
        body.put("signature", accessTokens.random(32))
                .put("scope", settings.refreshTokens() == RefreshTokens.NONE ? "api" : "refresh_token api")
                .put("instance_url", instance.isEmpty() ? host : instance)
                .put("id", identity.url(host))
                .put("token_type", "Bearer")
                .put("issued_at", Long.toString(settings.clock().millis()));
        return Reply.json(200, body).with("Cache-Control", "no-cache, no-store");
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
