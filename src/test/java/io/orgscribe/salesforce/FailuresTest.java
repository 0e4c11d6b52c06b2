package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | INVALID_SESSION_ID | Session expired or invalid | SESSION_INVALID",
                "401 | INVALID_AUTH_HEADER | INVALID_HEADER_TYPE | SESSION_INVALID",
                "403 | INVALID_SESSION_ID | This session is not valid for use with the REST API | SESSION_REFUSED",
                "403 | INVALID_OPERATION_WITH_EXPIRED_PASSWORD | The password has expired | PASSWORD_EXPIRED",
                "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded. | DAILY_LIMIT",
                "403 | REQUEST_LIMIT_EXCEEDED | Limite atteinte | DAILY_LIMIT",
                "403 | REQUEST_LIMIT_EXCEEDED | ConcurrentRequests (Concurrent API Requests) Limit exceeded."
                        + " | CONCURRENT_LIMIT",
                "403 | REQUEST_LIMIT_EXCEEDED | ConcurrentPerOrgLongTxn Limit exceeded. | CONCURRENT_LIMIT",
                "403 | API_CURRENTLY_DISABLED | API is currently disabled for this User | API_DISABLED",
                "403 | API_DISABLED_FOR_ORG | API is not enabled for this Organization | API_DISABLED",
                "403 | INSUFFICIENT_ACCESS | No | ACCESS_DENIED",
                "403 | SOMETHING_NEW | No | ACCESS_DENIED",
                "404 | NOT_FOUND | The requested resource does not exist | NOT_FOUND",
                "400 | INVALID_TYPE | sObject type 'X' is not supported. | NOT_FOUND",
                "400 | MALFORMED_QUERY | unexpected token | INVALID_REQUEST",
                "410 | GONE | Gone | API_VERSION_RETIRED",
                "404 | UNSUPPORTED_API_VERSION | The version is retired | API_VERSION_RETIRED",
                "429 | X | slow down | RATE_LIMITED",
                "500 | UNKNOWN_EXCEPTION | An unexpected error occurred | SERVER_ERROR",
                "503 | SERVER_UNAVAILABLE | busy | MAINTENANCE",
                "500 | SERVER_UNAVAILABLE | Serveur indisponible | MAINTENANCE",
                "400 | INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE | read only | MAINTENANCE",
                "400 | TXN_SECURITY_METERING_ERROR | took too long | SECURITY_POLICY_METERED",
                "403 | TXN_SECURITY_METERING_ERROR | took too long | SECURITY_POLICY_METERED",
                "409 | X | conflict | CONFLICT",
                "400 | QUERY_TIMEOUT | too long | TIMEOUT",
                "400 | UNABLE_TO_LOCK_ROW | unable to obtain exclusive access | SERVER_ERROR",
                "414 | X | too long | INVALID_REQUEST",
            })
    void an_error_has_a_cause(int status, String code, String message, FailureCause cause) {
        SalesforceException read = read(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code));
        assertThat(read.failure()).isEqualTo(cause);
        assertThat(read.status()).isEqualTo(status);
        assertThat(read).hasMessageContaining(code).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | <html>Down for Maintenance</html> | MAINTENANCE",
                "503 | <html>Too busy</html> | MAINTENANCE",
                "503 | '' | MAINTENANCE",
                "500 | '' | SERVER_ERROR",
                "406 | '' | SERVER_ERROR",
                "408 | '' | TIMEOUT",
                "409 | '' | CONFLICT",
                "421 | '' | SERVER_ERROR",
                "423 | '' | SERVER_ERROR",
                "425 | '' | SERVER_ERROR",
                "429 | '' | RATE_LIMITED",
                "504 | '' | SERVER_ERROR",
                "502 | <html> | SERVER_ERROR",
                "403 | <html>Blocked by the proxy</html> | ACCESS_DENIED",
                "302 | '' | UNREADABLE_REPLY",
                "401 | [ | SESSION_INVALID",
                "404 | [] | NOT_FOUND",
                "404 | [null, 5, {}] | NOT_FOUND",
                "500 | {\"a\":1} | SERVER_ERROR",
                "500 | 17 | SERVER_ERROR",
            })
    void a_page_or_a_broken_body_has_a_cause_by_its_status(int status, String body, FailureCause cause) {
        SalesforceException read = read(status, body);
        assertThat(read.failure()).isEqualTo(cause);
        assertThat(read).hasMessageContaining(String.valueOf(status)).hasMessageNotContaining("<");
    }

    @ParameterizedTest
    @CsvSource({
        "https://maintenance.salesforce.com/, MAINTENANCE",
        "https://sfdc-maintenance.example.com/down.html, MAINTENANCE",
        "http://status.salesforce.com/instances/NA1, MAINTENANCE",
        "https://acme.my.salesforce.com/maintenance, UNREADABLE_REPLY",
        "/login?why=maintenance, UNREADABLE_REPLY",
    })
    void a_redirect_has_a_cause_by_its_host(String location, FailureCause cause) {
        assertThat(Failures.ofRedirect(302, location).failure()).isEqualTo(cause);
    }

    @Test
    void an_oauth_error_is_told_by_its_word() {
        assertThat(read(400, "{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}"))
                .hasMessageContaining("invalid_grant: expired");
    }

    @Test
    void a_long_message_is_shortened_to_one_line() {
        SalesforceException read = read(400, "[{\"errorCode\":\"X\",\"message\":\"" + "a\\nb ".repeat(1000) + "\"}]");
        assertThat(read.getMessage()).hasSizeLessThan(400).doesNotContain("\n");
    }

    static Stream<Arguments> transportFailures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), FailureCause.UNREACHABLE),
                Arguments.of(new RuntimeException(new ConnectException("refused")), FailureCause.UNREACHABLE),
                Arguments.of(new RuntimeException(new SSLHandshakeException("x")), FailureCause.TLS_FAILURE),
                Arguments.of(new TimeoutException(), FailureCause.TIMEOUT),
                Arguments.of(new SocketException("Connection reset"), FailureCause.CONNECTION_LOST),
                Arguments.of(new IOException("closed"), FailureCause.CONNECTION_LOST));
    }

    @ParameterizedTest
    @MethodSource("transportFailures")
    void what_breaks_before_a_reply_has_a_cause(Throwable thrown, FailureCause cause) {
        SalesforceException failure = Failures.ofTransport("acme.my.salesforce.com", thrown);
        assertThat(failure.failure()).isEqualTo(cause);
        assertThat(failure.status()).isZero();
    }

    private static SalesforceException read(int status, String body) {
        return ApiError.refusal(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
