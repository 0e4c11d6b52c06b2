package io.orgscribe.salesforce;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The org's own counter of calls in the last 24 hours, as the header {@code Sforce-Limit-Info} tells it:
 * {@code api-usage=25/5000; per-app-api-usage=17/250(appName=x)}.
 */
record LimitInfo(long used, long allowed) {

    /** The look-behind keeps per-app-api-usage out. */
    private static final Pattern API_USAGE = Pattern.compile("(?<![\\w-])api-usage=(\\d{1,18})/(\\d{1,18})");

    static Optional<LimitInfo> parse(String header) {
        Matcher matcher = API_USAGE.matcher(header);
        return matcher.find()
                ? Optional.of(new LimitInfo(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
