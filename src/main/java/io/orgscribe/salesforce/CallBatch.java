package io.orgscribe.salesforce;

import java.util.List;
import java.util.function.Function;

/**
 * What one call of a {@link CallScheduler} asks for.
 *
 * @param units at least one
 * @param before how many calls asked for these units before
 * @param alone how many of them asked for nothing else
 * @param notBefore of {@link System#nanoTime()}
 */
record CallBatch<U>(List<U> units, int before, int alone, long notBefore) {

    boolean single() {
        return units.size() == 1;
    }

    /** How many calls asked for these units once this one is made. */
    int attempts() {
        return before + 1;
    }

    /** After it was made: for some of its units, in two halves where that can be. */
    List<CallBatch<U>> narrowed(List<U> open, Function<U, List<U>> halves, long time) {
        if (open.size() > 1) {
            int half = (open.size() + 1) / 2;
            return List.of(
                    new CallBatch<>(open.subList(0, half), attempts(), 0, time),
                    new CallBatch<>(open.subList(half, open.size()), attempts(), 0, time));
        }
        List<U> smaller = halves.apply(open.get(0));
        return smaller.isEmpty()
                ? List.of(new CallBatch<>(open, attempts(), single() ? alone + 1 : 0, time))
                : smaller.stream()
                        .map(unit -> new CallBatch<>(List.of(unit), attempts(), 0, time))
                        .toList();
    }

    /** After it was made in vain for a reason that lies in none of its units. */
    CallBatch<U> again(List<U> open, long time) {
        return new CallBatch<>(open, attempts(), alone, time);
    }
}
