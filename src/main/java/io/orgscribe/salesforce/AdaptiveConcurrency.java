package io.orgscribe.salesforce;

/**
 * How many calls may be under way at once: one more after as many successes in a row as are under way, half as many
 * when the org asks for less. Used by one thread.
 */
final class AdaptiveConcurrency {

    private final int max;
    private int limit;
    private int successes;

    AdaptiveConcurrency(int start, int max) {
        this.max = max;
        this.limit = Math.min(start, max);
    }

    int limit() {
        return limit;
    }

    void succeeded() {
        successes++;
        if (successes >= limit && limit < max) {
            limit++;
            successes = 0;
        }
    }

    void throttled() {
        limit = Math.max(1, limit / 2);
        successes = 0;
    }
}
