package io.orgscribe.formula;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

import io.orgscribe.formula.FormulaToken.Kind;

/**
 * Cuts a formula into tokens, by the rules of Salesforce's own lexer and somewhat laxer: strings may hold line breaks and
 * any escape, and all that looks blank is.
 *
 * @see <a href="https://github.com/salesforce/formula-engine">LexerRules.g4 of Salesforce's formula engine</a>
 */
final class FormulaLexer {

    /** Longer ones first. */
    private static final List<String> OPERATORS =
            List.of("||", "&&", "==", "<>", "!=", "<=", ">=", "=", "<", ">", "+", "-", "&", "^", "*", "/", "!");

    private static final String SIGNS = "()[],";
    private static final String IN_WORDS = "_$:.#";

    private final String formula;
    private int at;

    FormulaLexer(String formula) {
        this.formula = formula;
    }

    FormulaToken next() throws FormulaSyntaxException {
        skipBlanksAndComments();
        int start = at;
        if (at == formula.length()) {
            return new FormulaToken(Kind.END, "", start);
        }
        char first = formula.charAt(at);
        if (isLetter(first) || first == '$') {
            return upTo(Kind.WORD, after(c -> isLetter(c) || isDigit(c) || IN_WORDS.indexOf(c) >= 0, at));
        }
        if (isDigit(first)) {
            int whole = after(FormulaLexer::isDigit, at);
            int fraction = formula.startsWith(".", whole) ? after(FormulaLexer::isDigit, whole + 1) : whole;
            return upTo(Kind.NUMBER, fraction > whole + 1 ? fraction : whole);
        }
        if (first == '"' || first == '\'') {
            return upTo(Kind.STRING, endOfString(first));
        }
        if (SIGNS.indexOf(first) >= 0) {
            return upTo(Kind.SIGN, at + 1);
        }
        for (String operator : OPERATORS) {
            if (formula.startsWith(operator, at)) {
                return upTo(Kind.OPERATOR, at + operator.length());
            }
        }
        throw new FormulaSyntaxException(at, named(formula.codePointAt(at)) + " is no part of a formula");
    }

    private void skipBlanksAndComments() throws FormulaSyntaxException {
        while (at < formula.length()) {
            if (formula.startsWith("/*", at)) {
                int end = formula.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new FormulaSyntaxException(at, "The comment that begins here has no end");
                }
                at = end + 2;
            } else if (isBlank(formula.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private int endOfString(char quote) throws FormulaSyntaxException {
        for (int i = at + 1; i < formula.length(); i++) {
            if (formula.charAt(i) == quote) {
                return i + 1;
            }
            if (formula.charAt(i) == '\\') {
                i++;
            }
        }
        throw new FormulaSyntaxException(at, "The text that begins here has no end");
    }

    private FormulaToken upTo(Kind kind, int end) {
        int start = at;
        at = end;
        return new FormulaToken(kind, formula.substring(start, end), start);
    }

    private int after(IntPredicate belongs, int start) {
        int end = start;
        while (end < formula.length() && belongs.test(formula.charAt(end))) {
            end++;
        }
        return end;
    }

    /** API names have no others. */
    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    /** What a terminal or a page would not show, or would show elsewhere, is told by its number. */
    private static String named(int codePoint) {
        return codePoint > ' ' && codePoint < 127
                ? "“" + (char) codePoint + "”"
                : String.format(Locale.ROOT, "The character U+%04X", codePoint);
    }
}
