package io.orgscribe.salesforce;

import java.util.List;

/**
 * What one describe call asks for.
 *
 * @param names at least one; a single one is asked for by itself, not in a composite
 * @param before how many calls asked for these names before
 * @param alone how many of them asked for nothing else
 * @param notBefore of {@link System#nanoTime()}
 */
record Ask(List<String> names, int before, int alone, long notBefore) {

    boolean single() {
        return names.size() == 1;
    }

    /** How many calls asked for these names once this one is made. */
    int attempts() {
        return before + 1;
    }

    /** After it was made: for some of its names, in two halves where that can be. */
    List<Ask> narrowed(List<String> open, long time) {
        if (open.size() == 1) {
            return List.of(new Ask(open, attempts(), single() ? alone + 1 : 0, time));
        }
        int half = (open.size() + 1) / 2;
        return List.of(
                new Ask(open.subList(0, half), attempts(), 0, time),
                new Ask(open.subList(half, open.size()), attempts(), 0, time));
    }

    /** After it was made in vain for a reason that lies in none of its names. */
    Ask again(List<String> open, long time) {
        return new Ask(open, attempts(), alone, time);
    }
}
