package io.orgscribe.salesforce;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.salesforce.AllowedHosts.Allowed;
import io.orgscribe.salesforce.AllowedHosts.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedHostsTest {

    private static final AllowedHosts DEFAULT = new AllowedHosts(List.of(
            "login.salesforce.com",
            "test.salesforce.com",
            "*.my.salesforce.com",
            "*.my.salesforce.mil",
            "*.my.sfcrmproducts.cn"));

    @ParameterizedTest
    @CsvSource({
        "https://login.salesforce.com, https://login.salesforce.com",
        "https://login.salesforce.com/, https://login.salesforce.com",
        "https://login.salesforce.com:443, https://login.salesforce.com",
        "HTTPS://Acme.My.Salesforce.Com, https://acme.my.salesforce.com",
        "https://acme.my.salesforce.com., https://acme.my.salesforce.com",
        "' https://acme.my.salesforce.com ', https://acme.my.salesforce.com",
        "https://acme--uat.sandbox.my.salesforce.com, https://acme--uat.sandbox.my.salesforce.com",
        "https://acme.my.salesforce.mil, https://acme.my.salesforce.mil",
        "https://acme.my.sfcrmproducts.cn, https://acme.my.sfcrmproducts.cn",
    })
    void salesforce_hosts_are_allowed(String url, String origin) {
        assertThat(DEFAULT.check(url)).isEqualTo(new Allowed(URI.create(origin)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "acme.my.salesforce.com",
                "acme.my.salesforce.com:443",
                "https://",
                "https:///services",
                "https://a b.my.salesforce.com",
                "ftp://login.salesforce.com",
                "http://login.salesforce.com",
                "https://login.salesforce.com:8443",
                "https://login.salesforce.com/services",
                "https://login.salesforce.com?x=1",
                "https://login.salesforce.com#x",
                "https://login.salesforce.com@evil.example",
                "https://user:pw@login.salesforce.com",
                "https://evil.example",
                "https://evil.example/login.salesforce.com",
                "https://login.salesforce.com.evil.example",
                "https://evilmy.salesforce.com",
                "https://my.salesforce.com",
                "https://.my.salesforce.com",
                "https://login.salesforce.com..",
                "https://аcme.my.salesforce.com",
                "https://acme。my.salesforce.com",
                "https://%61cme.my.salesforce.com",
                "https://10.0.0.1",
                "https://[fe80::1]",
                "https://2130706433",
                "https://127.0.0.1",
                "https://localhost",
                "http://[::1]:8080",
                "https://acme.cloudforce.com",
            })
    void anything_else_is_refused_with_a_remedy(String url) {
        assertThat(DEFAULT.check(url)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.message()).isNotBlank().endsWith(".");
            assertThat(refused.remedy()).isNotBlank().endsWith(".");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.lightning.force.com, https://acme.my.salesforce.com",
        "https://ACME.lightning.force.com./, https://acme.my.salesforce.com",
        "https://acme--uat.sandbox.lightning.force.com, https://acme--uat.sandbox.my.salesforce.com",
        "https://acme.my.salesforce-setup.com, https://acme.my.salesforce.com",
        "https://acme--uat.sandbox.my.salesforce-setup.com, https://acme--uat.sandbox.my.salesforce.com",
        "https://acme--c.vf.force.com, https://acme.my.salesforce.com",
        "https://acme--uat--c.sandbox.vf.force.com/apex/Page?id=1, https://acme--uat.sandbox.my.salesforce.com",
        "https://acme--pkg-1.visualforce.com, https://acme.my.salesforce.com",
        "https://acme.lightning.crmforce.mil/lightning/page/home, https://acme.my.salesforce.mil",
        "https://acme--uat.sandbox.lightning.crmforce.mil, https://acme--uat.sandbox.my.salesforce.mil",
        "https://acme.lightning.force.mil, https://acme.my.salesforce.mil",
        "https://acme.my.salesforce-setup.mil, https://acme.my.salesforce.mil",
        "https://acme--c.vf.crmforce.mil, https://acme.my.salesforce.mil",
        "https://acme.lightning.sfcrmapps.cn/one/one.app#/home, https://acme.my.sfcrmproducts.cn",
        "https://acme--uat.sandbox.lightning.sfcrmapps.cn, https://acme--uat.sandbox.my.sfcrmproducts.cn",
        "https://acme.setup.sfcrmproducts.cn, https://acme.my.sfcrmproducts.cn",
        "https://acme--uat--c.sandbox.vf.sfcrmapps.cn, https://acme--uat.sandbox.my.sfcrmproducts.cn",
    })
    void what_is_copied_from_the_address_bar_is_refused_with_the_right_host(String url, String right) {
        assertThat(DEFAULT.check(url))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.remedy()).isEqualTo("Use " + right + "."));
    }

    @Test
    void a_whole_address_from_the_browser_is_refused_with_the_host_to_write() {
        assertThat(DEFAULT.check("https://acme.lightning.force.com/lightning/setup/SetupOneHome/home"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.remedy()).contains("https://acme.my.salesforce.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8081, true",
        "127.0.0.1, https://127.0.0.1, true",
        "127.0.0.1, http://localhost:8081, false",
        "127.0.0.1:8081, http://127.0.0.1:8081, true",
        "127.0.0.1:8081, http://127.0.0.1:8082, false",
        "127.0.0.1:80, http://127.0.0.1, true",
        "localhost, http://LOCALHOST:1, true",
        "[::1], http://[::1]:8081, true",
        "[::1]:8081, http://[::1]:8081, true",
        "10.0.0.1, https://10.0.0.1, false",
        "crm.example, https://crm.example, true",
        "crm.example, http://crm.example, false",
    })
    void other_hosts_are_allowed_where_they_are_listed(String entry, String url, boolean allowed) {
        assertThat(new AllowedHosts(List.of(entry)).check(url) instanceof Allowed)
                .isEqualTo(allowed);
    }

    @Test
    void a_refused_host_is_a_named_failure_where_one_is_required() {
        assertThatThrownBy(() -> DEFAULT.require(URI.create("https://evil.example")))
                .isInstanceOfSatisfying(
                        SalesforceException.class,
                        e -> assertThat(e.failure()).isEqualTo(FailureCause.HOST_NOT_ALLOWED))
                .hasMessageContaining("evil.example");
    }
}
