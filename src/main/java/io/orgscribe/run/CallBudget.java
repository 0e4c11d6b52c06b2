package io.orgscribe.run;

import java.util.Optional;

/**
 * What an attempt may spend.
 *
 * @param callsPerAttempt counted calls; null for no bound but the org's
 * @param orgReservePercent percent of the org's daily calls that is left to others
 */
public record CallBudget(Integer callsPerAttempt, int orgReservePercent) {

    public static final String BUDGET = "budget_reached";

    static final CallBudget UNBOUNDED = new CallBudget(null, 0);

    public static final String GOES_ON =
            "What it has read is kept. It goes on at the next tick, or by POST /api/v1/runs/{id}/resume.";

    /**
     * Calls as somebody counts them.
     *
     * @param used -1 where nobody has told it
     */
    record Usage(long used, long allowed) {

        /** More calls than are under way at once. */
        private static final int UNDER_WAY = 50;

        static final Usage UNKNOWN = new Usage(-1, -1);

        /** With a call that is made, before any reply can tell. */
        Usage plusOne() {
            return used < 0 ? this : new Usage(used + 1, allowed);
        }

        /** What a reply tells is behind by the calls that are under way; only a larger drop is one of the day's. */
        Usage told(long nowUsed, long nowAllowed) {
            boolean behind = nowUsed < used && used - nowUsed <= UNDER_WAY;
            return new Usage(behind ? used : nowUsed, nowAllowed);
        }

        private boolean leavesLess(int percent) {
            return used >= 0 && (allowed - used) * 100 <= allowed * percent;
        }
    }

    public static RunError tooSmall(RunError reached) {
        return new RunError(
                "budget_too_small",
                reached.message() + " They were not enough to read anything.",
                "Raise the connection's budget.callsPerAttempt: a run needs a handful of calls before it reads tables.");
    }

    /**
     * Why no further call is made; empty where one may be.
     *
     * @param made calls of this attempt
     * @param org the org's own count of the last 24 hours
     * @param app the count of the connected app, where the org bounds that
     */
    Optional<RunError> refuses(int made, Usage org, Usage app) {
        if (callsPerAttempt != null && made >= callsPerAttempt) {
            return Optional.of(new RunError(
                    BUDGET, "The attempt has made the " + callsPerAttempt + " calls that it may.", GOES_ON));
        }
        if (org.leavesLess(orgReservePercent)) {
            return Optional.of(new RunError(
                    "org_reserve_reached",
                    "The org has used " + org.used() + " of its " + org.allowed() + " daily calls; " + orgReservePercent
                            + " percent are left to others.",
                    GOES_ON));
        }
        if (app.leavesLess(0)) {
            return Optional.of(new RunError(
                    "app_limit_reached", "The connected app has used its " + app.allowed() + " daily calls.", GOES_ON));
        }
        return Optional.empty();
    }
}
