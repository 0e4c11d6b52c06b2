package io.orgscribe.access;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

import io.netty.util.NetUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.Problem;
import io.orgscribe.web.ServiceConfig;

/**
 * Refuses what pages of others send: neither can one post to the service, wherever it comes from, nor, where the service
 * is open, point a name of its own at it (DNS rebinding). Where access is controlled such a name brings no credential
 * along, and the service may have any name.
 */
@ApplicationScoped
class AccessGuard {

    /** Before everything that reads the request. */
    private static final int PRIORITY = 1_000;

    private static final String HEALTH = "/q/health/";

    private static final String NOT_OURS = " header names neither this machine nor the service's public address.";

    private static final String NAME_IT = "Use a loopback address, or set orgscribe.public-url to the address in use.";

    private final ServiceConfig config;
    private final AccessMode mode;

    AccessGuard(ServiceConfig config, AccessMode mode) {
        this.config = config;
        this.mode = mode;
    }

    void refusePublicUrl(@Observes @Priority(AccessMode.FIRST) StartupEvent start) {
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
        HttpServerRequest head = request.request();
        // Probes come from the node under the pod's address, and tell nothing.
        if ((request.normalizedPath() + "/").startsWith(HEALTH)) {
            request.next();
        } else if (!mode.isControlled() && !isOurs(host(head.authority()))) {
            refused("host", "Host", NOT_OURS, NAME_IT).end(request);
        } else if (!isOurs(originHost(head.getHeader(HttpHeaders.ORIGIN)))) {
            refused("origin", "Origin", NOT_OURS, NAME_IT).end(request);
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

    private static Problem refused(String field, String header, String detail, String remedy) {
        return Problem.of(Status.FORBIDDEN, header, "foreign_" + field, "The " + header + detail, remedy);
    }
}
