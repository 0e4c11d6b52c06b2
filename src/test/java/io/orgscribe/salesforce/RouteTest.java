package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyType;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Which hosts are reached through the proxy. */
class RouteTest {

    @ParameterizedTest
    @CsvSource({
        "acme.my.salesforce.com, acme.my.salesforce.com through the proxy proxy.example:3128",
        "login.salesforce.com, login.salesforce.com",
        "LOGIN.salesforce.com, LOGIN.salesforce.com",
        "xlogin.salesforce.com, xlogin.salesforce.com through the proxy proxy.example:3128",
        "acme.my.salesforce.mil, acme.my.salesforce.mil",
        "acmemy.salesforce.mil, acmemy.salesforce.mil through the proxy proxy.example:3128",
        "127.0.0.1, 127.0.0.1",
        "localhost, localhost",
        "[::1], [::1]",
    })
    void hosts_are_reached_through_the_proxy_but_for_loopback_and_exceptions(String host, String route) {
        ProxyAndTls proxyAndTls = outbound(Optional.of(
                new Proxy(ProxyType.HTTP, Optional.of(List.of("login.salesforce.com", "*.my.salesforce.mil")))));

        assertThat(proxyAndTls.route(host)).isEqualTo(route);
    }

    @Test
    void without_a_proxy_hosts_are_called_directly() {
        assertThat(outbound(Optional.empty()).route("acme.my.salesforce.com")).isEqualTo("acme.my.salesforce.com");
    }

    @Test
    void a_proxy_that_token_requests_could_not_take_ends_the_start() {
        assertThatIllegalStateException()
                .isThrownBy(() -> outbound(Optional.of(new Proxy(ProxyType.SOCKS5, Optional.empty()))));
    }

    private static ProxyAndTls outbound(Optional<ProxyConfiguration> proxy) {
        return new ProxyAndTls(name -> proxy, new NoTls());
    }

    private record Proxy(ProxyType type, Optional<List<String>> nonProxyHosts) implements ProxyConfiguration {

        @Override
        public String host() {
            return "proxy.example";
        }

        @Override
        public int port() {
            return 3128;
        }

        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> proxyConnectTimeout() {
            return Optional.empty();
        }
    }

    private static final class NoTls implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {}
    }
}
