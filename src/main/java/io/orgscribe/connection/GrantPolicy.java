package io.orgscribe.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How long a person's consent lasts. Salesforce does not tell an app its policy, so that somebody has to enter it.
 *
 * @param idleDays days after which an unused grant ends; null for 30
 * @param validDays days after which a grant ends whatever its use; null where it does not
 * @param authorizedAt when the consent was given; null where it was not
 */
public record GrantPolicy(Integer idleDays, Integer validDays, Instant authorizedAt) {

    /** The cause of the warning before a grant's end. */
    public static final String ENDS = "grant_ends";

    static final int DEFAULT_IDLE_DAYS = 30;
    private static final Duration NOTICE = Duration.ofDays(14);

    /** When the grant ends, where that is less than two weeks away or past. */
    public Optional<Instant> endsSoon(Instant now) {
        if (validDays == null || authorizedAt == null) {
            return Optional.empty();
        }
        Instant end = authorizedAt.plus(Duration.ofDays(validDays));
        return Optional.of(end).filter(time -> time.minus(NOTICE).isBefore(now));
    }

    /** What a person is told of an end that is near. */
    public static String message(Instant end) {
        return "The app's policy ends the grant on "
                + end.atZone(ZoneOffset.UTC).toLocalDate()
                + " (UTC), which no use prolongs. Authorize the connection again before: GET"
                + " /api/v1/connections/{id}/authorize?renew=true in a browser.";
    }
}
