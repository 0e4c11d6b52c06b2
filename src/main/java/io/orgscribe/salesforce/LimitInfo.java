package io.orgscribe.salesforce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The org's own counters of calls in the last 24 hours, as the header {@code Sforce-Limit-Info} tells them: {@code
 * api-usage=25/5000; per-app-api-usage=17/250(appName=x)}, also with {@code api-bursts=1/750}, which counts something
 * else.
 */
final class LimitInfo {

    private static final Pattern USAGE =
            Pattern.compile("(?<![\\w-])(per-app-)?api-usage=(\\d{1,15})/(0*[1-9]\\d{0,14})(?!\\d)");

    private LimitInfo() {}

    /** Tells a meter what a header says. */
    static void tell(String header, Meter meter) {
        for (Matcher matcher = USAGE.matcher(header); matcher.find(); ) {
            long used = Long.parseLong(matcher.group(2));
            long allowed = Long.parseLong(matcher.group(3));
            if (matcher.group(1) == null) {
                meter.orgUsage(used, allowed);
            } else {
                meter.appUsage(used, allowed);
            }
        }
    }
}
