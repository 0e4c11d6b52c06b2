package io.orgscribe.salesforce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.Interceptor;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;

/**
 * The way that every request to Salesforce takes, calls and token requests alike: through the proxy of {@code
 * quarkus.proxy.*}, trusting what {@code quarkus.tls.*} says. Loopback addresses are this machine's, so no proxy is
 * asked for them.
 */
// A proxy that cannot be used is found before anything uses the database.
@Startup(Interceptor.Priority.PLATFORM_BEFORE - 1)
@ApplicationScoped
public class ProxyAndTls {

    private final Optional<ProxyConfiguration> proxy;
    private final List<String> direct;
    private final Optional<TlsConfiguration> tls;

    /** @throws IllegalStateException where the proxy is no HTTP proxy: the OIDC client knows no other */
    ProxyAndTls(ProxyConfigurationRegistry proxies, TlsConfigurationRegistry tls) {
        this.proxy = proxies.get(Optional.empty()).map(ProxyConfiguration::assertHttpType);
        this.direct = proxy.flatMap(ProxyConfiguration::nonProxyHosts).orElse(List.of());
        this.tls = tls.getDefault();
    }

    /** The proxy, for whichever hosts. */
    Optional<ProxyConfiguration> proxy() {
        return proxy;
    }

    /** The proxy that is asked for a host; empty where the host is called directly. */
    public Optional<ProxyConfiguration> proxy(String host) {
        return proxy.filter(p -> !AllowedHosts.isLoopback(host))
                .filter(p -> direct.stream().noneMatch(pattern -> matches(pattern, host)));
    }

    /** The default TLS settings, where there are any. */
    public Optional<TlsConfiguration> tls() {
        return tls;
    }

    /** The host as it is reached, such as {@code acme.my.salesforce.com through the proxy proxy.example:3128}. */
    public String route(String host) {
        return host
                + proxy(host)
                        .map(p -> " through the proxy " + p.host() + ":" + p.port())
                        .orElse("");
    }

    /** Whether certificates are verified at all. */
    public boolean verifies() {
        return tls.stream().noneMatch(TlsConfiguration::isTrustAll);
    }

    /** Whose certificates are trusted, in a sentence. */
    public String trust() {
        if (!verifies()) {
            return "Any certificate is trusted, as quarkus.tls.trust-all says.";
        }
        return tls.map(TlsConfiguration::getTrustStoreOptions).isPresent()
                ? "The certificate is trusted, by the certificates of quarkus.tls.trust-store."
                : "The certificate is trusted, by the certificates of the Java runtime.";
    }

    /** As Vert.x reads them: a name, or one with stars for anything. */
    private static boolean matches(String pattern, String host) {
        String regex = Arrays.stream(pattern.strip().toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return host.toLowerCase(Locale.ROOT).matches(regex);
    }
}
