package io.orgscribe.formula;

/** A word, constant or sign of a formula. */
record FormulaToken(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        OPERATOR,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isPrefix() {
        return kind == Kind.OPERATOR && (text.equals("+") || text.equals("-") || text.equals("!"));
    }

    /** {@code !} alone stands before a value only. */
    boolean isBetween() {
        return kind == Kind.OPERATOR && !text.equals("!");
    }

    FormulaSyntaxException insteadOf(String wanted) {
        String found = kind == Kind.END ? "The formula ends" : "“" + text + "” stands";
        return new FormulaSyntaxException(position, found + " where " + wanted + " is expected");
    }
}
