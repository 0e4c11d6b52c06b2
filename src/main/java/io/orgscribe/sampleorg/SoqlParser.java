package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orgscribe.sampleorg.Condition.Literal;
import io.orgscribe.sampleorg.Condition.Operator;

/**
 * Reads SOQL from left to right. What it does not know, such as OR, {@code !=}, COUNT or GROUP BY, is refused at its
 * token.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm">
 *     Escapes in text</a>
 */
final class SoqlParser {

    private static final int LONGEST_QUERY = 12_000;
    private static final int LONGEST_WHERE = 4_000;
    private static final Pattern TOKEN = Pattern.compile(
            "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\\d{4}-\\d\\d-\\d\\d(?:T[\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d))?|[\\w.]+"
                    + "|[<>!]=|[=<>(),]|\\S");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");
    private static final Map<Character, String> ESCAPES = Map.of(
            'n', "\n", 'r', "\r", 't', "\t", 'b', "\b", 'f', "\f", '"', "\"", '\'', "'", '\\', "\\", '_', "_", '%',
            "%");

    private record Token(String text, int start, int end) {}

    private final String soql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SoqlParser(String soql) {
        this.soql = soql;
        Matcher matcher = TOKEN.matcher(soql);
        while (matcher.find()) {
            tokens.add(new Token(matcher.group(), matcher.start(), matcher.end()));
        }
    }

    /** @throws RefusedQuery where it is too long or more than is understood here */
    static SoqlQuery parse(String soql) {
        if (soql.length() > LONGEST_QUERY) {
            throw malformed("SOQL statements cannot be longer than " + LONGEST_QUERY + " characters.");
        }
        return new SoqlParser(soql).query();
    }

    private SoqlQuery query() {
        expect("SELECT");
        List<String> fields = new ArrayList<>(List.of(name()));
        while (takes(",")) {
            fields.add(name());
        }
        expect("FROM");
        String table = name();
        List<Condition> conditions = takes("WHERE") ? conditions() : List.of();
        String orderBy = "";
        boolean descending = false;
        if (takes("ORDER")) {
            expect("BY");
            orderBy = name();
            descending = !takes("ASC") && takes("DESC");
        }
        int limit = takes("LIMIT") ? number() : Integer.MAX_VALUE;
        int offset = takes("OFFSET") ? number() : 0;
        if (at < tokens.size()) {
            throw unexpected();
        }
        return new SoqlQuery(List.copyOf(fields), table, conditions, orderBy, descending, limit, offset);
    }

    private List<Condition> conditions() {
        int start = at < tokens.size() ? tokens.get(at).start() : 0;
        List<Condition> all = new ArrayList<>(List.of(condition()));
        while (takes("AND")) {
            all.add(condition());
        }
        if (tokens.get(at - 1).end() - start > LONGEST_WHERE) {
            throw malformed("SOQL WHERE clauses cannot be longer than " + LONGEST_WHERE + " characters.");
        }
        return List.copyOf(all);
    }

    private Condition condition() {
        String field = name();
        if (!takes("IN")) {
            Operator operator = Operator.BY_SIGN.get(peek());
            if (operator == null) {
                throw unexpected();
            }
            at++;
            return new Condition(field, operator, List.of(literal()));
        }
        expect("(");
        List<Literal> values = new ArrayList<>(List.of(literal()));
        while (takes(",")) {
            values.add(literal());
        }
        expect(")");
        return new Condition(field, Operator.IN, List.copyOf(values));
    }

    private Literal literal() {
        String token = peek();
        if (token.length() > 1 && token.startsWith("'")) {
            at++;
            return new Literal(unescaped(token.substring(1, token.length() - 1)), true);
        }
        if (token.isEmpty() || !Character.isLetterOrDigit(token.charAt(0))) {
            throw unexpected();
        }
        at++;
        return new Literal(token, false);
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String code = escape.group(1);
            String meant = code.length() > 1
                    ? Character.toString(Integer.parseInt(code.substring(1), 16))
                    : ESCAPES.get(code.charAt(0));
            if (meant == null) {
                throw malformed("Invalid string literal '" + text + "'. Illegal character sequence '\\" + code + "'");
            }
            return Matcher.quoteReplacement(meant);
        });
    }

    private String name() {
        String token = peek();
        if (token.isEmpty() || !(Character.isLetter(token.charAt(0)) || token.charAt(0) == '_')) {
            throw unexpected();
        }
        at++;
        return token;
    }

    private int number() {
        String token = peek();
        if (!token.matches("\\d{1,9}")) {
            throw unexpected();
        }
        at++;
        return Integer.parseInt(token);
    }

    private boolean takes(String word) {
        boolean taken = peek().equalsIgnoreCase(word);
        at += taken ? 1 : 0;
        return taken;
    }

    private void expect(String word) {
        if (!takes(word)) {
            throw unexpected();
        }
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at).text() : "";
    }

    private RefusedQuery unexpected() {
        String token = at < tokens.size() ? tokens.get(at).text() : "<EOF>";
        return malformed("\n" + soql + "\nunexpected token: '" + token + "'");
    }

    private static RefusedQuery malformed(String message) {
        return new RefusedQuery("MALFORMED_QUERY", message);
    }
}
