package io.orgscribe.token;

import java.net.URI;
import java.time.Clock;

import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AssertionTest {

    private static final String KEY = TestKeys.pkcs8(TestKeys.rsa("app"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://login.salesforce.com,                       , https://login.salesforce.com
            https://test.salesforce.com,                        , https://test.salesforce.com
            https://acme.my.salesforce.com,                     , https://login.salesforce.com
            https://acme--uat.sandbox.my.salesforce.com,        , https://test.salesforce.com
            https://acme--uat.sandbox.MY.salesforce.com,        , https://test.salesforce.com
            https://acme-1.scratch.my.salesforce.com,           , https://test.salesforce.com
            https://acme-dev-ed.develop.my.salesforce.com,      , https://login.salesforce.com
            http://127.0.0.1:8089,                              , https://login.salesforce.com
            https://acme.my.salesforce.mil,                     , https://acme.my.salesforce.mil
            https://acme--uat.sandbox.my.salesforce.mil,        , https://acme--uat.sandbox.my.salesforce.mil
            https://acme.my.sfcrmproducts.cn,                   , https://acme.my.sfcrmproducts.cn
            https://acme--uat.sandbox.my.sfcrmproducts.cn,      , https://acme--uat.sandbox.my.sfcrmproducts.cn
            https://login.sfcrmproducts.cn,                     , https://login.sfcrmproducts.cn
            https://acme.my.sfcrmproducts.cn, https://login.example.cn, https://login.example.cn
            """)
    void the_audience_is_the_authorization_server_of_the_orgs_kind(String loginUrl, String asked, String audience)
            throws InvalidJwtException, MalformedClaimException {
        String assertion = Assertion.of(
                new Credentials.JwtBearer(URI.create(loginUrl), "key", "user@acme.example", KEY, null, asked),
                Clock.systemUTC());

        assertThat(new JwtConsumerBuilder()
                        .setSkipAllValidators()
                        .setSkipSignatureVerification()
                        .build()
                        .processToClaims(assertion)
                        .getAudience())
                .containsExactly(audience);
    }
}
