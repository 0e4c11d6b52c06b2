package io.orgscribe.sampleorg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.samplemodel.SampleOrgSettings;

/** Users' approvals of the app: codes, refresh tokens, and the rule of five. Thread-safe. */
final class Approvals {

    /** The sixth approval of the same app and user ends the oldest. */
    private static final int MOST = 5;

    private static final Duration CODE_VALIDITY = Duration.ofMinutes(15);

    private final SampleOrgSettings settings;
    private final AccessTokens accessTokens;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Approval> byRefreshToken = new HashMap<>();
    private final Deque<Approval> alive = new ArrayDeque<>();
    private int given;
    private int refreshes;
    private int reused;

    Approvals(SampleOrgSettings settings, AccessTokens accessTokens) {
        this.settings = settings;
        this.accessTokens = accessTokens;
    }

    /** @param challenge null where the app has sent none */
    private record Code(String redirectUri, String challenge, Instant end) {}

    /** One user's yes; its identity is what counts. */
    static final class Approval {
        private String refreshToken = "";
    }

    /** @param refreshToken empty where the reply has none */
    record Tokens(String accessToken, String refreshToken) {}

    /** The user has said yes. */
    synchronized String code(String redirectUri, String challenge) {
        String code = "aPrx" + accessTokens.random(48);
        codes.put(
                code,
                new Code(redirectUri, challenge, settings.clock().instant().plus(CODE_VALIDITY)));
        return code;
    }

    /** @return empty where the code is not good, or not for this caller */
    synchronized Optional<Tokens> redeem(String code, String redirectUri, String verifier) {
        Code known = codes.remove(code);
        if (known == null
                || !known.redirectUri().equals(redirectUri)
                || settings.clock().instant().isAfter(known.end())
                || known.challenge() != null && !known.challenge().equals(challenge(verifier))) {
            return Optional.empty();
        }
        Approval approval = new Approval();
        given++;
        alive.addLast(approval);
        if (alive.size() > MOST) {
            end(alive.getFirst());
        }
        return Optional.of(tokens(approval, settings.refreshTokens() != RefreshTokens.NONE));
    }

    synchronized Optional<Tokens> refresh(String refreshToken) {
        Approval approval = byRefreshToken.get(refreshToken);
        if (approval == null) {
            return Optional.empty();
        }
        if (!refreshToken.equals(approval.refreshToken)) {
            reused++;
            end(approval);
        }
        if (!alive.contains(approval)) {
            return Optional.empty();
        }
        refreshes++;
        return Optional.of(tokens(approval, settings.refreshTokens() == RefreshTokens.ROTATE));
    }

    /** Whether the token was good for more access tokens. */
    synchronized boolean revoke(String refreshToken) {
        Approval approval = byRefreshToken.get(refreshToken);
        if (!alive.contains(approval)) {
            return false;
        }
        end(approval);
        return true;
    }

    synchronized void endAll() {
        alive.clear();
        accessTokens.expireAll();
    }

    synchronized ApprovalCount count() {
        return new ApprovalCount(given, alive.size(), refreshes, reused);
    }

    private Tokens tokens(Approval approval, boolean newRefreshToken) {
        if (newRefreshToken) {
            approval.refreshToken = "5Aep861" + accessTokens.random(60);
            byRefreshToken.put(approval.refreshToken, approval);
        }
        return new Tokens(accessTokens.issue(approval), newRefreshToken ? approval.refreshToken : "");
    }

    private void end(Approval approval) {
        alive.remove(approval);
        accessTokens.expire(approval);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
