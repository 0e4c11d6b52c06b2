package io.orgscribe.token;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** For a service that may call one org's host and no other. */
class TokenResponseReaderTest {

    private static final AllowedHosts OWN_DOMAIN = new AllowedHosts(List.of("acme.my.salesforce.com"));
    private static final String IDS = "/id/00D000000000062EAA/005000000000123AAB";

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://login.salesforce.com/id/00D000000000062EAA/005000000000123AAB,     005000000000123AAB
            https://test.salesforce.com/id/00D000000000062EAA/005000000000123AAB,      005000000000123AAB
            https://login.sfcrmproducts.cn/id/00D000000000062EAA/005000000000123AAB,   005000000000123AAB
            https://na1.salesforce.com/id/00D000000000062/005000000000123,             005000000000123
            https://evil.example/id/1/2,                                               ''
            https://login.salesforce.com/id/00D000000000062EAA/005000000000123AAB?x=1, ''
            https://login.salesforce.com/id/00D000000000062EAA/005000000000123AAB#x,   ''
            'https://login salesforce com/::',                                         ''
            /id/00D000000000062EAA/005000000000123AAB,                                 ''
            ,                                                                          ''
            """)
    void an_identity_url_tells_whose_token_it_is_wherever_it_leads(String id, String user) {
        TokenResponse response = TokenResponseReader.read(reply("https://acme.my.salesforce.com", id)::get, OWN_DOMAIN);

        assertThat(response.session().userId()).isEqualTo(user);
        assertThat(response.session().instanceUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
    }

    @Test
    void the_instance_is_called_and_so_has_to_be_allowed() {
        Map<String, String> reply = reply("https://login.salesforce.com", "https://acme.my.salesforce.com" + IDS);

        assertThatExceptionOfType(SalesforceException.class)
                .isThrownBy(() -> TokenResponseReader.read(reply::get, OWN_DOMAIN))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FailureCause.HOST_NOT_ALLOWED));
    }

    private static Map<String, String> reply(String instance, String id) {
        Map<String, String> reply = new HashMap<>(Map.of("access_token", "00DTOKEN!planted", "instance_url", instance));
        reply.put("id", id);
        return reply;
    }
}
