package io.orgscribe.token;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.access.Actor;
import io.orgscribe.salesforce.OAuthClient.FormReply;
import io.orgscribe.salesforce.Session;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that carry secrets say nothing of them when somebody prints them. */
class SecretsInTextTest {

    private static final String SECRET = "planted";
    private static final URI HOST = URI.create("https://acme.my.salesforce.com");
    private static final Session SESSION = new Session(HOST, SECRET, "", "");
    private static final TokenResponse GRANTED = new TokenResponse(SESSION, null, null, null, SECRET, null);

    static Stream<Object> values() {
        return Stream.of(
                new Credentials.ClientCredentials(HOST, "key", SECRET),
                new Credentials.Password(HOST, "key", SECRET, "user", SECRET, SECRET),
                new Credentials.JwtBearer(HOST, "key", "user", SECRET, SECRET, null),
                new Credentials.AuthorizationCode(HOST, "key", SECRET),
                SESSION,
                GRANTED,
                new SessionSnapshot(SESSION, 1, null),
                new StoredTokenResponse(GRANTED, 1),
                new GrantStore.Claimed(SECRET, true),
                new AuthorizationRequests.Opened(SECRET, SECRET, SECRET),
                new AuthorizationRequests.Taken(new UUID(0, 1), SECRET, new Actor("a", "open", "")),
                new AuthorizationCodeFlow.Departure(
                        URI.create(HOST + "/?state=" + SECRET), "cookie", SECRET, Duration.ZERO),
                new FormReply(200, SECRET));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_does_not_show_its_secret(Object value) {
        assertThat(value.toString()).isNotEmpty().doesNotContain(SECRET);
    }
}
