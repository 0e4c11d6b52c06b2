package io.orgscribe.token;

import java.util.EnumSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

import static org.assertj.core.api.Assertions.assertThat;

class TokenErrorResponseTest {

    @ParameterizedTest(name = "{1}: {2} -> {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # status | error                  | description                                        | cause
            400      | invalid_client_id      | client identifier invalid                          | INVALID_CLIENT_ID
            400      | invalid_client         | client identifier invalid                          | INVALID_CLIENT_ID
            400      | invalid_client         | invalid client credentials                         | INVALID_CLIENT
            401      | invalid_client         | invalid client credentials                         | INVALID_CLIENT
            400      | invalid_grant          | authentication failure                             | AUTHENTICATION_FAILURE
            400      | invalid_grant          | AUTHENTICATION FAILURE                             | AUTHENTICATION_FAILURE
            400      | invalid_grant          | invalid login hours                                | AUTHENTICATION_FAILURE
            400      | invalid_grant          | user hasn't approved this consumer                 | NOT_APPROVED
            400      | invalid_app_access     | user is not admin approved to access this app      | NOT_APPROVED
            400      | invalid_grant          | no client credentials user enabled                 | NO_RUN_AS_USER
            400      | invalid_grant          | request not supported on this domain               | WRONG_DOMAIN
            400      | invalid_grant          | ip restricted                                      | IP_RESTRICTED
            400      | invalid_grant          | inactive user                                      | USER_INACTIVE
            400      | inactive_user          | user is inactive                                   | USER_INACTIVE
            400      | invalid_grant          | expired password                                   | PASSWORD_EXPIRED
            400      | invalid_grant          | password expired                                   | PASSWORD_EXPIRED
            400      | invalid_grant          | login rate exceeded                                | LOGIN_RATE_EXCEEDED
            400      | rate_limit_exceeded    | login rate exceeded                                | LOGIN_RATE_EXCEEDED
            400      | invalid_grant          | audience is invalid                                | INVALID_AUDIENCE
            400      | invalid_grant          | Audience validation failed                         | INVALID_AUDIENCE
            400      | invalid_grant          | expired access/refresh token                       | INVALID_GRANT
            400      | invalid_grant          |                                                    | INVALID_GRANT
            400      | unsupported_grant_type | grant type not supported                           | UNSUPPORTED_FLOW
            400      | invalid_request        | grant type not supported                           | UNSUPPORTED_FLOW
            400      | invalid_request        | must use HTTP POST                                 | INVALID_REQUEST
            400      | unauthorized_client    |                                                    | UNSUPPORTED_FLOW
            400      | OAUTH_EC_APP_NOT_FOUND | External client app is not installed in this org   | CROSS_ORG
            400      | invalid_grant          | Cross-org OAuth flows are not supported for this external client app | CROSS_ORG
            400      | redirect_uri_mismatch  | redirect_uri must match configuration              | REDIRECT_URI_MISMATCH
            400      | invalid_scope          | the requested scope is not allowed                 | INVALID_SCOPE
            400      | invalid_grant          | inactive organization                              | ORG_INACTIVE
            400      | inactive_org           | organization is inactive                           | ORG_INACTIVE
            400      | inactive_org           |                                                    | ORG_INACTIVE
            400      | OAUTH_APP_BLOCKED      | this app is blocked by admin                       | APP_BLOCKED
            400      | invalid_grant          | this app is blocked by admin                       | APP_BLOCKED
            400      | OAUTH_APPROVAL_ERROR_GENERIC | An unexpected error has occured during authentication | APP_BLOCKED
            400      | OAUTH_APP_ACCESS_DENIED | user is not admin approved to access this app     | NOT_APPROVED
            400      | OAUTH_APP_ACCESS_DENIED |                                                   | NOT_APPROVED
            400      | unknown_error          | retry your request                                 | LOGIN_BUSY
            400      | invalid_grant          | Retry your request                                 | LOGIN_BUSY
            400      | unknown_error          |                                                    | LOGIN_BUSY
            400      | invalid_grant          | token request is already being processed           | LOGIN_BUSY
            400      | invalid_grant          | expired authorization code                         | INVALID_GRANT
            400      | something_new          | nobody knows                                       | INVALID_REQUEST
            500      | server_error           |                                                    | SERVER_ERROR
            503      | invalid_grant          | authentication failure                             | SERVER_ERROR
            429      | whatever               |                                                    | RATE_LIMITED
            """)
    void an_oauth_error_has_a_cause(int status, String error, String description, FailureCause cause) {
        String text = description == null ? "" : ",\"error_description\":\"" + description + "\"";

        SalesforceException refusal = TokenErrorResponse.of(status, "{\"error\":\"" + error + "\"" + text + "}");

        assertThat(refusal.failure()).isEqualTo(cause);
        assertThat(refusal.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "expired authorization code,               LOGIN_BUSY",
        "token request is already being processed, LOGIN_BUSY",
        "expired access/refresh token,             INVALID_GRANT",
        "inactive user,                            USER_INACTIVE",
    })
    void of_a_refresh_an_expired_code_means_that_another_one_is_under_way(String description, FailureCause cause) {
        String body = "{\"error\":\"invalid_grant\",\"error_description\":\"" + description + "\"}";

        assertThat(TokenErrorResponse.ofRefresh(400, body).failure()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | <html><body>Down</body></html> | UNREADABLE_REPLY
            403 | <!DOCTYPE html>                | UNREADABLE_REPLY
            302 |                                | UNREADABLE_REPLY
            400 |                                | UNREADABLE_REPLY
            400 | [1, 2]                         | UNREADABLE_REPLY
            400 | null                           | UNREADABLE_REPLY
            400 | {"error": {"a": 1}}            | UNREADABLE_REPLY
            400 | {"error":                      | UNREADABLE_REPLY
            502 | <html><body>Down</body></html> | SERVER_ERROR
            500 |                                | SERVER_ERROR
            """)
    void what_is_no_oauth_error_has_one_too(int status, String body, FailureCause cause) {
        assertThat(TokenErrorResponse.of(status, body == null ? "" : body).failure())
                .isEqualTo(cause);
    }

    @Test
    void the_body_never_gets_into_the_message() {
        SalesforceException refusal = TokenErrorResponse.of(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"planted\",\"password\":\"planted\"}");

        assertThat(refusal).hasMessageNotContaining("planted").hasNoCause();
    }

    @Property
    void any_body_has_a_cause_of_the_token_endpoint(@ForAll String body) {
        assertThat(TokenErrorResponse.of(400, body).failure())
                .isIn(EnumSet.of(FailureCause.UNREADABLE_REPLY, FailureCause.INVALID_REQUEST));
    }
}
