package io.orgscribe.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.ws.rs.core.Response.Status;

import io.netty.util.NetUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.Problem;
import io.orgscribe.web.ServiceConfig;

/**
 * Guards a service that has no access control. It listens beyond loopback only when told that this is meant, and it
 * takes requests only under its own names: a web page that somebody reads on this machine can neither point a name of
 * its own at the service (DNS rebinding) nor post to it from elsewhere.
 */
@ApplicationScoped
class AccessGuard {

    /** Before everything that reads the request. */
    private static final int PRIORITY = 1_000;

    /** Before anything uses the database, or begins what a refused start would leave behind. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 1;

    private static final String HEALTH = "/q/health";

    private final ServiceConfig config;
    private final VertxHttpConfig http;

    AccessGuard(ServiceConfig config, VertxHttpConfig http) {
        this.config = config;
        this.http = http;
    }

    void refuseOpenAddress(@Observes @Priority(FIRST) StartupEvent start) {
        if (!config.access().open() && !isLoopbackAddress(http.host())) {
            throw new ConfigurationException("Listening on " + http.host() + " would let everybody in, for there is no"
                    + " access control. Set quarkus.http.host to 127.0.0.1, or orgscribe.access.open=true where only"
                    + " people who may do everything reach this address.");
        }
    }

    void refusePublicUrl(@Observes @Priority(FIRST) StartupEvent start) {
        config.publicUrl()
                .filter(url -> url.getHost() == null
                        || !List.of("http", "https").contains(url.getScheme())
                        || !List.of("", "/").contains(url.getPath()))
                .ifPresent(url -> {
                    throw new ConfigurationException("orgscribe.public-url is no address such as"
                            + " https://orgscribe.example.com, without a path: " + url);
                });
    }

    void guardRequests(@Observes Filters filters) {
        filters.register(this::guard, PRIORITY);
    }

    private void guard(RoutingContext request) {
        // Probes come from the node under the pod's address, and tell nothing.
        if (request.normalizedPath().startsWith(HEALTH)) {
            request.next();
        } else if (!isOurs(host(request.request().authority()))) {
            refused("host", "Host").end(request);
        } else if (!isOurs(originHost(request.request().getHeader(HttpHeaders.ORIGIN)))) {
            refused("origin", "Origin").end(request);
        } else {
            request.next();
        }
    }

    private boolean isOurs(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        // No name is looked up: that is what the attack is about.
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        return literal != null && literal.isLoopbackAddress()
                || config.publicUrl()
                        .map(URI::getHost)
                        .filter(host::equalsIgnoreCase)
                        .isPresent();
    }

    private static String host(HostAndPort authority) {
        return Optional.ofNullable(authority).map(HostAndPort::host).orElse("");
    }

    /** A request without Origin does not come from a page of another site. */
    private static String originHost(String origin) {
        return origin == null
                ? "localhost"
                : host(HostAndPort.parseAuthority(origin.replaceFirst("^https?://", ""), -1));
    }

    private static Problem refused(String field, String header) {
        return Problem.of(
                Status.FORBIDDEN,
                header,
                "foreign_" + field,
                "The " + header + " header names neither this machine nor the service's public address.",
                "Use a loopback address, or set orgscribe.public-url to the address in use.");
    }

    private static boolean isLoopbackAddress(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException("quarkus.http.host is no address of this machine: " + host, e);
        }
    }
}
