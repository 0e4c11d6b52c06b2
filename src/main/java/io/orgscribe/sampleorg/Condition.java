package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Map;

/**
 * One condition of a WHERE.
 *
 * @param values one, or those of IN
 */
record Condition(String field, Operator operator, List<Literal> values) {

    enum Operator {
        EQUALS,
        IN,
        GREATER,
        AT_LEAST,
        LESS,
        AT_MOST;

        static final Map<String, Operator> BY_SIGN =
                Map.of("=", EQUALS, ">", GREATER, ">=", AT_LEAST, "<", LESS, "<=", AT_MOST);

        /** @param order of a value compared with the literal: negative, zero or positive */
        boolean holds(int order) {
            return switch (this) {
                case EQUALS, IN -> order == 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
            };
        }
    }

    /**
     * A value as the query has it.
     *
     * @param text without quotes, its escapes resolved
     * @param quoted text is; dates, numbers, booleans and null are not
     */
    record Literal(String text, boolean quoted) {

        boolean isNull() {
            return !quoted && text.equalsIgnoreCase("null");
        }
    }

    boolean isEquality() {
        return operator == Operator.EQUALS || operator == Operator.IN;
    }
}
