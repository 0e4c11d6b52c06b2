package io.orgscribe.token;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.salesforce.FailureCause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each cause of a refused login, told to each method: what there is to do can be done with it. */
class LoginRemediesTest {

    private static final URI HOST = URI.create("https://acme.my.salesforce.com");

    private static final Credentials CODE = new Credentials.AuthorizationCode(HOST, "key", null);
    private static final Credentials CLIENT = new Credentials.ClientCredentials(HOST, "key", "secret");
    private static final Credentials JWT = new Credentials.JwtBearer(HOST, "key", "user", "pem", null, null);
    private static final Credentials PASSWORD =
            new Credentials.Password(HOST, "key", "secret", "user", "password", null);

    /** What a remedy cannot name, for the method has none. */
    private static final Map<Credentials, List<String>> LACKS = Map.of(
            CODE, List.of("password", "certificate", "assertion", "Run As"),
            CLIENT, List.of("/authorize", "password", "certificate", "assertion", "username;"),
            JWT, List.of("/authorize", "password", "consumer secret", "Run As"),
            PASSWORD, List.of("/authorize", "External Client App Manager", "certificate", "assertion", "Run As"));

    /** What one method alone can meet. */
    private static final Map<FailureCause, Credentials> OF_ONE_METHOD = Map.of(
            FailureCause.NO_RUN_AS_USER, CLIENT,
            FailureCause.INVALID_ASSERTION, JWT,
            FailureCause.INVALID_AUDIENCE, JWT,
            FailureCause.NEEDS_AUTHORIZATION, CODE,
            FailureCause.REPLY_UNKNOWN, CODE,
            FailureCause.REDIRECT_URI_MISMATCH, CODE);

    /** Of the user, whichever the method is. */
    private static final Set<FailureCause> NAMING_A_PASSWORD = EnumSet.of(FailureCause.PASSWORD_EXPIRED);

    static Stream<Arguments> all() {
        return EnumSet.range(FailureCause.AUTHENTICATION_FAILURE, FailureCause.LOGIN_RATE_EXCEEDED).stream()
                .filter(cause -> !NAMING_A_PASSWORD.contains(cause))
                .flatMap(cause -> LACKS.keySet().stream()
                        .filter(method -> OF_ONE_METHOD.getOrDefault(cause, method) == method)
                        .map(method -> arguments(cause, method)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_remedy_is_one_that_the_method_has(FailureCause cause, Credentials method) {
        String remedy = LoginRemedies.of(cause, method);

        assertThat(remedy).isNotBlank().endsWith(".");
        assertThat(LACKS.get(method)).noneMatch(remedy::contains);
    }

    @Test
    void a_blocked_password_flow_is_told_where_it_is_allowed() {
        assertThat(LoginRemedies.of(FailureCause.AUTHENTICATION_FAILURE, PASSWORD))
                .contains(
                        "Login History",
                        "Setup > OAuth and OpenID Connect Settings > Allow OAuth Username-Password Flows");
    }
}
