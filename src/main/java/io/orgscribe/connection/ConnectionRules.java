package io.orgscribe.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.web.ProblemException;

/** What the members of a connection must be like: each method refuses, or returns what is stored. */
@ApplicationScoped
class ConnectionRules {

    /** The kinds of tables, as the catalog names them. */
    static final Set<String> KINDS = Set.of(
            "standard",
            "custom",
            "custom_metadata",
            "custom_setting",
            "platform_event",
            "big_object",
            "external",
            "history",
            "feed",
            "share",
            "change_event",
            "other");

    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_PATTERNS = 1_000;
    private static final int MAX_DAYS = 3_650;
    private static final int OLDEST_API_VERSION = 41;
    private static final int MIN_CALLS = 10;
    private static final int MAX_RESERVE_PERCENT = 90;
    private static final int DEFAULT_RESERVE_PERCENT = 10;
    private static final Pattern API_VERSION = Pattern.compile("([0-9]{2,3})\\.0");
    private static final Pattern AUDIENCE = Pattern.compile("https://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern ORG_ID = Pattern.compile("00D[A-Za-z0-9]{12}([A-Za-z0-9]{3})?");
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_*?]{1,255}");
    private static final Set<String> SHARED_LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");

    private final AllowedHosts hosts;

    ConnectionRules(AllowedHosts hosts) {
        this.hosts = hosts;
    }

    String name(String name) {
        return text("name", required("name", name), MAX_NAME);
    }

    /** A member of {@code auth} that is no secret. */
    String authText(String member, String value) {
        return value == null ? null : text(member, value, MAX_TEXT);
    }

    /** A claim, not a host that is called: it need not be allowed, but must be one. */
    void audience(String audience) {
        if (audience != null && !AUDIENCE.matcher(audience).matches()) {
            throw ProblemException.badRequest(
                    "auth.audience",
                    "invalid_audience",
                    "auth.audience is not the https address of a login host.",
                    "Leave it out: https://login.salesforce.com, or for sandboxes https://test.salesforce.com, is taken."
                            + " Other clouds have hosts of their own.");
        }
    }

    /** How long a policy of the app lets a grant live. */
    Integer days(String member, Integer days) {
        if (days != null && (days < 1 || days > MAX_DAYS)) {
            throw ProblemException.badRequest(
                    "auth." + member,
                    "out_of_range",
                    "auth." + member + " is not from 1 to " + MAX_DAYS + ".",
                    "It is what the app's refresh token policy says, in days (Setup > External Client App Manager >"
                            + " Policies > Refresh Token Policy); leave it out where the policy names none.");
        }
        return days;
    }

    String loginUrl(String url, AuthMethod method) {
        AllowedHosts.Verdict verdict = hosts.check(required("loginUrl", url));
        if (verdict instanceof AllowedHosts.Refused refused) {
            throw ProblemException.badRequest("loginUrl", "host_not_allowed", refused.message(), refused.remedy());
        }
        var origin = ((AllowedHosts.Allowed) verdict).origin();
        if (method == AuthMethod.CLIENT_CREDENTIALS && SHARED_LOGIN_HOSTS.contains(origin.getHost())) {
            throw ProblemException.badRequest(
                    "loginUrl",
                    "wrong_domain",
                    "Salesforce refuses client credentials on " + origin.getHost() + ".",
                    "Use the org's My Domain host (Setup > My Domain), such as https://acme.my.salesforce.com.");
        }
        return origin.toString();
    }

    String apiVersion(String version) {
        if (version == null) {
            return null;
        }
        Matcher matcher = API_VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_API_VERSION) {
            throw ProblemException.badRequest(
                    "apiVersion",
                    "unsupported_version",
                    "apiVersion is not a supported API version.",
                    "Write it as 68.0, " + OLDEST_API_VERSION + ".0 or later; or leave it out for the highest.");
        }
        return version;
    }

    String orgId(String id) {
        if (!ORG_ID.matcher(id).matches()) {
            throw ProblemException.badRequest(
                    "orgId",
                    "invalid_org_id",
                    "orgId is not the id of an org.",
                    "It has 15 or 18 letters and digits and begins with 00D (Setup > Company Information).");
        }
        return id;
    }

    List<String> patterns(String field, List<String> patterns) {
        return each(
                field,
                patterns,
                MAX_PATTERNS,
                pattern -> GLOB.matcher(pattern).matches(),
                "invalid_pattern",
                "A" + " pattern is 1 to 255 letters, digits, _, * and ?, matched against a table's API name.");
    }

    List<String> kinds(List<String> kinds) {
        return each(
                "filter.kinds",
                kinds,
                KINDS.size(),
                KINDS::contains,
                "unknown_kind",
                "The kinds are " + String.join(", ", KINDS.stream().sorted().toList()) + ".");
    }

    Integer callsPerAttempt(Integer calls) {
        if (calls != null && calls < MIN_CALLS) {
            throw ProblemException.badRequest(
                    "budget.callsPerAttempt",
                    "out_of_range",
                    "callsPerAttempt is below " + MIN_CALLS + ", which no run can begin with.",
                    "A full run takes about 65 calls for 1,000 tables; leave it out for no bound.");
        }
        return calls;
    }

    int orgReservePercent(Integer percent) {
        if (percent == null) {
            return DEFAULT_RESERVE_PERCENT;
        }
        if (percent < 0 || percent > MAX_RESERVE_PERCENT) {
            throw ProblemException.badRequest(
                    "budget.orgReservePercent",
                    "out_of_range",
                    "orgReservePercent is not from 0 to " + MAX_RESERVE_PERCENT + ".",
                    "It is the part of the org's daily API calls that is left to others, in percent; 10 by default.");
        }
        return percent;
    }

    static String required(String field, String value) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest(
                    field, "required", field + " is missing or blank.", "Send " + field + ".");
        }
        return value;
    }

    /** PostgreSQL stores no NUL and no half of a surrogate pair; other control characters have no meaning here. */
    private static String text(String field, String value, int max) {
        if (value.length() > max) {
            throw ProblemException.badRequest(
                    field, "too_long", field + " is longer than " + max + " characters.", "Shorten it.");
        }
        if (value.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw ProblemException.badRequest(
                    field,
                    "invalid_characters",
                    field + " has control characters or broken Unicode.",
                    "Remove line breaks, tabs and other characters that cannot be seen.");
        }
        return value;
    }

    private static List<String> each(
            String field, List<String> values, int max, Predicate<String> allowed, String cause, String remedy) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > max) {
            throw ProblemException.badRequest(
                    field, "too_many", field + " has more than " + max + " entries.", "Send fewer.");
        }
        IntStream.range(0, values.size())
                .filter(i -> values.get(i) == null || !allowed.test(values.get(i)))
                .findFirst()
                .ifPresent(i -> {
                    String entry = field + "[" + i + "]";
                    throw ProblemException.badRequest(entry, cause, entry + " is not accepted.", remedy);
                });
        return List.copyOf(values);
    }
}
