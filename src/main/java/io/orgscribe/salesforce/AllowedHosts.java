package io.orgscribe.salesforce;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Which hosts may be sent a request. Hosts come from users and from token replies, so each is checked before each call:
 * https on its default port, a listed name, nothing but the host in the URL; loopback only where it is listed.
 */
@ApplicationScoped
public class AllowedHosts {

    /**
     * What is copied from the browser's address bar: the ends of the names of pages, by the end of the My Domain that they
     * belong to.
     *
     * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm">My Domain URL
     *     Formats</a>
     */
    private static final Map<String, List<String>> PAGES = Map.of(
            ".my.salesforce.com", List.of(".lightning.force.com", ".my.salesforce-setup.com"),
            ".my.salesforce.mil",
                    List.of(".lightning.crmforce.mil", ".lightning.force.mil", ".my.salesforce-setup.mil"),
            ".my.sfcrmproducts.cn",
                    List.of(
                            ".lightning.sfcrmapps.cn",
                            ".lightning.sfcrmproducts.cn",
                            ".setup.sfcrmapps.cn",
                            ".setup.sfcrmproducts.cn"));

    /** Ends of the names of Visualforce pages, whose first label ends in {@code --} and a package. */
    private static final Map<String, List<String>> PACKAGED_PAGES = Map.of(
            ".my.salesforce.com", List.of(".vf.force.com", ".visualforce.com", ".visual.force.com"),
            ".my.salesforce.mil", List.of(".vf.crmforce.mil", ".vf.force.mil", ".visualforce.mil"),
            ".my.sfcrmproducts.cn", List.of(".vf.sfcrmapps.cn", ".vf.sfcrmproducts.cn", ".visual.sfcrmproducts.cn"));

    private static final Pattern PACKAGE = Pattern.compile("^([^.]+)--[^.]+");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String DIGITS_AND_DOTS = "[0-9.]+";
    private static final String KEY = "orgscribe.salesforce.allowed-hosts";
    private static final String MY_DOMAIN = "Use the org's My Domain host (Setup > My Domain), such as"
            + " https://acme.my.salesforce.com, or https://login.salesforce.com or https://test.salesforce.com.";

    private final List<String> allowed;

    @Inject
    AllowedHosts(SalesforceConfig config) {
        this(config.allowedHosts());
    }

    /** @param allowed as {@link SalesforceConfig#allowedHosts()} */
    public AllowedHosts(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(entry -> withoutLastDot(entry.strip().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** What a URL is found to be. */
    public sealed interface Verdict {}

    /** @param origin scheme and host in lower case without a final dot, and the port where there is one */
    public record Allowed(URI origin) implements Verdict {}

    /**
     * @param message what is wrong, in one sentence
     * @param remedy what to write instead
     */
    public record Refused(String message, String remedy) implements Verdict {}

    /** Decides on a URL as a user wrote it. */
    public Verdict check(String url) {
        URI uri;
        try {
            uri = new URI(url == null ? "" : url.strip());
        } catch (URISyntaxException e) {
            return new Refused("This is not a URL.", MY_DOMAIN);
        }
        return check(uri);
    }

    /** Decides on a URL. A path of a single slash is let pass, as browsers add it. */
    public Verdict check(URI uri) {
        if (uri.getRawAuthority() == null) {
            return new Refused("The URL has no scheme or no host.", MY_DOMAIN);
        }
        if (!uri.getRawAuthority().chars().allMatch(c -> c > ' ' && c < 127)) {
            return new Refused("The host has letters that a Salesforce host never has.", MY_DOMAIN);
        }
        if (uri.getRawUserInfo() != null || uri.getRawAuthority().contains("@")) {
            return new Refused("The URL carries a user name.", "Write the host alone.");
        }
        if (uri.getHost() == null) {
            return new Refused("The URL has no valid host.", MY_DOMAIN);
        }
        Optional<String> myDomain = myDomain(origin(uri).getHost());
        if (myDomain.isPresent()) {
            return new Refused(
                    uri.getHost() + " is the address of the org's pages, not of its API.",
                    "Use https://" + myDomain.get() + ".");
        }
        String path = uri.getRawPath();
        if ((!path.isEmpty() && !path.equals("/")) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return new Refused("The URL has more than a host.", "Write the host alone: " + origin(uri) + ".");
        }
        return checkOrigin(origin(uri));
    }

    /**
     * The origin to call.
     *
     * @throws SalesforceException {@link FailureCause#HOST_NOT_ALLOWED} where {@link #check(URI)} refuses it
     */
    public URI require(URI uri) {
        Verdict verdict = check(uri);
        if (verdict instanceof Refused refused) {
            throw new SalesforceException(FailureCause.HOST_NOT_ALLOWED, 0, refused.message() + " " + refused.remedy());
        }
        return ((Allowed) verdict).origin();
    }

    private Verdict checkOrigin(URI origin) {
        String host = origin.getHost();
        boolean http = "http".equals(origin.getScheme());
        if (!http && !"https".equals(origin.getScheme())) {
            return new Refused("The URL is neither https nor http.", MY_DOMAIN);
        }
        if (isLoopback(host)) {
            return allowed.contains(host) || allowed.contains(host + ":" + port(origin))
                    ? new Allowed(origin)
                    : new Refused(host + " is this machine itself.", "List it in " + KEY + " for a demo or a test.");
        }
        if (host.startsWith("[") || host.matches(DIGITS_AND_DOTS)) {
            return new Refused(host + " is an address, not a name.", MY_DOMAIN);
        }
        if (allowed.stream().noneMatch(entry -> matches(entry, host))) {
            return new Refused(
                    host + " is not an allowed host.", MY_DOMAIN + " Other hosts are listed in " + KEY + ".");
        }
        if (http) {
            return new Refused("http sends secrets in clear.", "Use https://" + host + ".");
        }
        if (origin.getPort() != -1) {
            return new Refused("The URL names a port.", "Use https://" + host + ".");
        }
        return new Allowed(origin);
    }

    /** @param host as in a URL, in lower case */
    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    /** The My Domain of a page's host; empty where the host is none of a page. */
    private static Optional<String> myDomain(String host) {
        return belonging(PAGES, host)
                .or(() -> belonging(PACKAGED_PAGES, PACKAGE.matcher(host).replaceFirst("$1")));
    }

    private static Optional<String> belonging(Map<String, List<String>> pages, String host) {
        return pages.entrySet().stream()
                .flatMap(cloud -> cloud.getValue().stream()
                        .filter(host::endsWith)
                        .map(page -> host.substring(0, host.length() - page.length()) + cloud.getKey()))
                .findFirst();
    }

    private static boolean matches(String entry, String host) {
        return entry.startsWith("*.")
                ? host.endsWith(entry.substring(1)) && host.length() > entry.length() - 1
                : host.equals(entry);
    }

    private static URI origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = withoutLastDot(uri.getHost().toLowerCase(Locale.ROOT));
        int port = uri.getPort() == 443 && scheme.equals("https") ? -1 : uri.getPort();
        return URI.create(scheme + "://" + host + (port == -1 ? "" : ":" + port));
    }

    private static int port(URI origin) {
        return origin.getPort() != -1 ? origin.getPort() : "http".equals(origin.getScheme()) ? 80 : 443;
    }

    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
