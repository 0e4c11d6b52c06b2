package io.orgscribe.formula;

import java.util.Arrays;
import java.util.List;

/**
 * Where a formula reads: from a table by relationships, all steps but the last, to a field, the last one. The last step
 * may be a relationship, too: a recorded org has {@code CASESAFEID(Account)}.
 *
 * @param text as the author wrote it
 * @param table whose relationship or field the first step is: null for the formula's own table, {@link #SOURCE} for the
 *     one that a lookup filter is on
 * @param steps at least one
 */
public record FieldPath(String text, String table, List<Step> steps) {

    /** In place of a table: only who knows of what lookup filter the formula is part knows this one. */
    public static final String SOURCE = "$Source";

    /**
     * A relationship or field.
     *
     * @param target the table that is meant of those a polymorphic relationship leads to, {@code User} in {@code
     *     Owner:User}; null where none is named
     */
    public record Step(String name, String target) {

        static Step of(String text) {
            int colon = text.indexOf(':');
            return colon < 0 ? new Step(text, null) : new Step(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** @param names what is between the dots */
    static FieldPath of(String text, String table, List<String> names) {
        return new FieldPath(text, table, names.stream().map(Step::of).toList());
    }

    /** Whether something stands before, between and behind all dots and colons. */
    static boolean isWhole(String text) {
        return Arrays.stream(text.split("[.:]", -1)).noneMatch(String::isEmpty);
    }
}
