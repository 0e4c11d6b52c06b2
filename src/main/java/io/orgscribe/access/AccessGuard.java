package io.orgscribe.access;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
import io.orgscribe.web.RefusedRequests;
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

    /** Fetch Metadata: where the page is from that makes a browser send a request. */
    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

    /** A page of ours, somebody who has typed the address, or a program that is no browser. */
    private static final Set<String> OURS = Set.of("same-origin", "none", "");

    private static final String NOT_OURS =
            " header does not name the service: neither the address that was called nor its public one.";

    private static final String NAME_IT = "Use a loopback address, or set orgscribe.public-url to the address in use.";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final ServiceConfig config;
    private final AccessMode mode;
    private final RefusedRequests refused;

    AccessGuard(ServiceConfig config, AccessMode mode, RefusedRequests refused) {
        this.config = config;
        this.mode = mode;
        this.refused = refused;
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
            refuse(request, foreign("host", "Host", NOT_OURS, NAME_IT));
        } else if (!isOurs(head.getHeader(HttpHeaders.ORIGIN), head)) {
            refuse(request, foreign("origin", "Origin", NOT_OURS, NAME_IT));
        } else if (!HARMLESS.contains(head.method().name()) && !OURS.contains(site(head))) {
            refuse(
                    request,
                    foreign(
                            "site",
                            SEC_FETCH_SITE,
                            " header says that a page of another address sends this.",
                            "Change things from the service's own pages, or by a program."));
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

    /** A page of ours has the address that it calls, by scheme, host and port; other programs name no origin. */
    private boolean isOurs(String origin, HttpServerRequest head) {
        return origin == null
                || Optional.ofNullable(head.authority())
                        .map(called -> origin(head.scheme(), called.host(), called.port()))
                        .filter(origin::equalsIgnoreCase)
                        .isPresent()
                || config.publicUrl()
                        .map(url -> origin(url.getScheme(), url.getHost(), url.getPort()))
                        .filter(origin::equalsIgnoreCase)
                        .isPresent();
    }

    /** As browsers write it: without the port that the scheme implies. */
    private static String origin(String scheme, String host, int port) {
        boolean implied = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (implied ? "" : ":" + port);
    }

    private static String site(HttpServerRequest head) {
        return Objects.requireNonNullElse(head.getHeader(SEC_FETCH_SITE), "");
    }

    /** Whether a request changes something and does not say which page sends it, if any. No browser sends such. */
    static boolean isUnmarkedChange(HttpServerRequest head) {
        return !HARMLESS.contains(head.method().name())
                && head.getHeader(HttpHeaders.ORIGIN) == null
                && head.getHeader(SEC_FETCH_SITE) == null;
    }

    private void refuse(RoutingContext request, Problem problem) {
        refused.count(problem);
        problem.end(request);
    }

    private static Problem foreign(String field, String header, String detail, String remedy) {
        return Problem.of(Status.FORBIDDEN, header, "foreign_" + field, "The " + header + detail, remedy);
    }
}
