package io.orgscribe.sampleorg;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** Where users are asked whether an app may have access: {@code /services/oauth2/authorize}. */
final class ConsentScreen {

    private static final Set<String> SCOPES = Set.of("api", "refresh_token", "offline_access");
    /** Orgscribe's own on any loopback port. */
    private static final String CALLBACK = "http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/api/v1/oauth/from_oauth/";

    private final SampleOrgSettings settings;
    private final Approvals approvals;

    ConsentScreen(SampleOrgSettings settings, Approvals approvals) {
        this.settings = settings;
        this.approvals = approvals;
    }

    /** @param forced what every request is refused with; empty for none */
    Reply answer(Call call, Optional<LoginError> forced) {
        Map<String, String> asked = call.parameters();
        String redirectUri = asked.getOrDefault("redirect_uri", "");
        if (!settings.consumerKey().equals(asked.get("client_id"))) {
            return page(LoginError.INVALID_CLIENT_ID);
        }
        if (!redirectUri.matches(CALLBACK)) {
            return page(LoginError.REDIRECT_URI_MISMATCH);
        }
        String state = asked.getOrDefault("state", "");
        Optional<LoginError> refusal = forced.or(() -> refusal(asked));
        if (refusal.isPresent()) {
            return refused(redirectUri, state, refusal.get());
        }
        return switch (asked.getOrDefault("decision", "")) {
            case "allow" -> {
                String code = approvals.code(redirectUri, asked.get("code_challenge"));
                yield redirect(redirectUri, Map.of("code", code, "state", state));
            }
            case "deny" -> refused(redirectUri, state, LoginError.ACCESS_DENIED);
            default -> question(asked);
        };
    }

    private Optional<LoginError> refusal(Map<String, String> asked) {
        if (!"code".equals(asked.get("response_type"))) {
            return Optional.of(LoginError.UNSUPPORTED_FLOW);
        }
        if (!SCOPES.containsAll(Set.of(asked.getOrDefault("scope", "api").split(" ")))) {
            return Optional.of(LoginError.INVALID_SCOPE);
        }
        // Salesforce knows one method only, and jsforce and the sf CLI do not name it.
        boolean challenged = asked.containsKey("code_challenge")
                && asked.getOrDefault("code_challenge_method", "S256").equals("S256");
        return settings.pkceRequired() && !challenged ? Optional.of(LoginError.MISSING_CHALLENGE) : Optional.empty();
    }

    private Reply question(Map<String, String> asked) {
        String address = "/services/oauth2/authorize?" + query(asked).replace("&", "&amp;");
        return Reply.html(200, String.format(Locale.ROOT, """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Allow Access?</title></head>
                <body><h1>Allow Access?</h1>
                <p>Orgscribe is asking to: manage user data via APIs; perform requests at any time.</p>
                <p><a id="allow" href="%1$s&amp;decision=allow">Allow</a> <a id="deny" href="%1$s&amp;decision=deny">Deny</a></p>
                </body></html>
                """, address));
    }

    private static Reply refused(String redirectUri, String state, LoginError error) {
        return redirect(
                redirectUri, Map.of("error", error.error(), "error_description", error.description(), "state", state));
    }

    private static Reply redirect(String redirectUri, Map<String, String> parameters) {
        return Reply.html(302, "").with("Location", URI.create(redirectUri) + "?" + query(parameters));
    }

    /** An app that is not known is sent nobody back to. */
    private static Reply page(LoginError error) {
        return Reply.html(
                400, "<h1>OAuth Error</h1><p>error=" + error.error() + "&amp;error_description=" + error.description());
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
