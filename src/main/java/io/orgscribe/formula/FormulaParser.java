package io.orgscribe.formula;

import java.util.Locale;
import java.util.Set;

import io.orgscribe.formula.FormulaToken.Kind;
import io.orgscribe.formula.ParsedFormula.Parsed;
import io.orgscribe.formula.ParsedFormula.Unparsable;

/**
 * Reads a formula for what it refers to. Of Salesforce's grammar it leaves out which operator binds tighter, for that
 * changes no reference, and types and functions, which change without notice.
 *
 * @see <a href="https://github.com/salesforce/formula-engine">Formula.g4 of Salesforce's formula engine</a>
 */
public final class FormulaParser {

    /** Far more than a formula of 3,900 characters has, and far less than the smallest stack holds. */
    static final int MOST_NESTED = 500;

    private static final String VALUE = "a field, a value or a function";
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final FormulaLexer lexer;
    private final FormulaReferences references = new FormulaReferences();
    private FormulaToken token;
    private int nested;

    private FormulaParser(String formula) {
        lexer = new FormulaLexer(formula);
    }

    /** Whatever the text, it tells what it found and throws nothing. */
    public static ParsedFormula parse(String formula) {
        FormulaParser parser = new FormulaParser(formula);
        try {
            parser.formula();
            return new Parsed(parser.references.paths(), parser.references.globals());
        } catch (FormulaSyntaxException e) {
            return new Unparsable(parser.references.paths(), parser.references.globals(), e.position(), e.getMessage());
        }
    }

    private void formula() throws FormulaSyntaxException {
        advance();
        expression();
        if (token.kind() != Kind.END) {
            throw token.insteadOf("an operator or the end");
        }
    }

    private void expression() throws FormulaSyntaxException {
        if (++nested > MOST_NESTED) {
            throw new FormulaSyntaxException(
                    token.position(), "The formula is nested more than " + MOST_NESTED + " deep");
        }
        value();
        while (token.isBetween()) {
            advance();
            value();
        }
        nested--;
    }

    /** A loop where the grammar recurses, so that a thousand signs in a row need no stack. */
    private void value() throws FormulaSyntaxException {
        while (token.isPrefix() || token.kind() == Kind.WORD) {
            FormulaToken first = token;
            advance();
            if (first.kind() == Kind.WORD && !isNot(first)) {
                word(first);
                return;
            }
        }
        FormulaToken open = token;
        if (open.is("(")) {
            advance();
            expression();
            close(open, ")");
        } else if (open.is("[")) {
            list(open, "]", this::entry);
        } else if (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER) {
            advance();
        } else {
            throw token.insteadOf(VALUE);
        }
    }

    private static boolean isNot(FormulaToken word) {
        return word.text().equalsIgnoreCase("not");
    }

    private void word(FormulaToken word) throws FormulaSyntaxException {
        if (token.is("(")) {
            list(token, ")", this::expression);
        } else if (!CONSTANTS.contains(word.text().toLowerCase(Locale.ROOT))) {
            references.add(word);
        }
    }

    private interface Item {
        void read() throws FormulaSyntaxException;
    }

    private void list(FormulaToken open, String end, Item item) throws FormulaSyntaxException {
        advance();
        if (!token.is(end)) {
            item.read();
            while (token.is(",")) {
                advance();
                item.read();
            }
        }
        close(open, end);
    }

    /** Of a map: its key is a name or text of its own, no reference. */
    private void entry() throws FormulaSyntaxException {
        if (token.kind() != Kind.WORD && token.kind() != Kind.STRING) {
            throw token.insteadOf("a key");
        }
        advance();
        if (token.kind() != Kind.OPERATOR || !token.text().equals("=")) {
            throw token.insteadOf("“=”");
        }
        advance();
        expression();
    }

    private void close(FormulaToken open, String end) throws FormulaSyntaxException {
        if (token.kind() == Kind.END) {
            throw new FormulaSyntaxException(open.position(), "The “" + open.text() + "” here is never closed");
        }
        if (!token.is(end)) {
            throw token.insteadOf("an operator, “,” or “" + end + "”");
        }
        advance();
    }

    private void advance() throws FormulaSyntaxException {
        token = lexer.next();
    }
}
