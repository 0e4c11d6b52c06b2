package io.orgscribe.formula;

import java.util.List;

/** What a formula reads: each path once, whatever its case, in order of first occurrence. */
public sealed interface ParsedFormula {

    /** Of a formula that does not parse, those up to the place where it stops. */
    List<FieldPath> paths();

    /** What starts with {@code $} and is no field, such as {@code $Label.Greeting}, as the author wrote it. */
    List<String> globals();

    /** The whole formula was understood. */
    record Parsed(List<FieldPath> paths, List<String> globals) implements ParsedFormula {}

    /**
     * It was not.
     *
     * @param position in the formula, from 0, by {@link String#charAt}
     * @param reason what is wrong there, a sentence without its full stop
     */
    record Unparsable(List<FieldPath> paths, List<String> globals, int position, String reason)
            implements ParsedFormula {}
}
