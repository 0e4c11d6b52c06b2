package io.orgscribe.salesforce;

import java.util.List;
import java.util.function.Function;

/**
 * What one of {@link ManyCalls} asks for.
 *
 * @param units at least one
 * @param before how many calls asked for these units before
 * @param alone how many of them asked for nothing else
 * @param notBefore of {@link System#nanoTime()}
 */
record Ask<U>(List<U> units, int before, int alone, long notBefore) {

    boolean single() {
        return units.size() == 1;
    }

    /** How many calls asked for these units once this one is made. */
    int attempts() {
        return before + 1;
    }

    /** After it was made: for some of its units, in two halves where that can be. */
    List<Ask<U>> narrowed(List<U> open, Function<U, List<U>> halves, long time) {
        if (open.size() > 1) {
            int half = (open.size() + 1) / 2;
            return List.of(
                    new Ask<>(open.subList(0, half), attempts(), 0, time),
                    new Ask<>(open.subList(half, open.size()), attempts(), 0, time));
        }
        List<U> smaller = halves.apply(open.get(0));
        return smaller.isEmpty()
                ? List.of(new Ask<>(open, attempts(), single() ? alone + 1 : 0, time))
                : smaller.stream()
                        .map(unit -> new Ask<>(List.of(unit), attempts(), 0, time))
                        .toList();
    }

    /** After it was made in vain for a reason that lies in none of its units. */
    Ask<U> again(List<U> open, long time) {
        return new Ask<>(open, attempts(), alone, time);
    }
}
