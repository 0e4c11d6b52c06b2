package io.orgscribe.formula;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.orgscribe.formula.ParsedFormula.Parsed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What holds for any formula, and for any text. */
class FormulaPropertiesTest {

    /** Texts between which any blanks and comments may stand, and the paths in them, in order. */
    private record Written(List<String> parts, List<String> paths) {

        static Written of(String... parts) {
            return new Written(List.of(parts), List.of());
        }

        Written then(Written next) {
            List<String> allParts = new ArrayList<>(parts);
            allParts.addAll(next.parts);
            List<String> allPaths = new ArrayList<>(paths);
            allPaths.addAll(next.paths);
            return new Written(allParts, allPaths);
        }

        Written then(String part) {
            return then(of(part));
        }
    }

    @Property(tries = 500)
    void a_written_formula_gives_back_its_paths(
            @ForAll("formulas") Written written, @ForAll("gaps") List<String> gaps) {
        StringBuilder formula = new StringBuilder();
        for (int i = 0; i < written.parts().size(); i++) {
            formula.append(gaps.get(i % gaps.size())).append(written.parts().get(i));
        }
        TreeMap<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> first = written.paths().stream()
                .filter(path -> seen.putIfAbsent(path, path) == null)
                .toList();

        ParsedFormula parsed = FormulaParser.parse(formula.toString());

        assertThat(parsed).describedAs(formula.toString()).isInstanceOf(Parsed.class);
        assertThat(parsed.paths()).extracting(FieldPath::text).containsExactlyElementsOf(first);
    }

    @Property(tries = 500)
    void any_text_ends_quickly_and_tells_a_place_in_it(@ForAll("texts") String text) {
        ParsedFormula parsed = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> FormulaParser.parse(text));

        if (parsed instanceof ParsedFormula.Unparsable unparsable) {
            assertThat(unparsable.position()).isBetween(0, text.length());
            assertThat(unparsable.reason()).isNotBlank();
        }
        assertThat(parsed.paths())
                .allSatisfy(path -> assertThat(path.steps())
                        .isNotEmpty()
                        .allSatisfy(step -> assertThat(step.name()).isNotEmpty()));
    }

    @Provide
    Arbitrary<Written> formulas() {
        return expression(4);
    }

    private static Arbitrary<Written> expression(int depth) {
        Arbitrary<Written> leaf = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, paths().map(path -> new Written(List.of(path), List.of(path)))),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(
                                        "1",
                                        "2.75",
                                        "TRUE",
                                        "null",
                                        "\"Name & (\"",
                                        "'Id, /* no'",
                                        "\"\\\"Owner.Name\"",
                                        "'\\\\'")
                                .map(Written::of)));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Written> deeper = Arbitraries.lazy(() -> expression(depth - 1));
        return Arbitraries.oneOf(
                leaf,
                deeper.map(inner -> Written.of("(").then(inner).then(")")),
                Combinators.combine(Arbitraries.of("-", "+", "!", "NOT "), deeper)
                        .as((sign, inner) -> Written.of(sign).then(inner)),
                Combinators.combine(deeper, Arbitraries.of(binary()), deeper)
                        .as((left, sign, right) -> left.then(sign).then(right)),
                Combinators.combine(
                                Arbitraries.of("IF", "and", "Name", "Some.Thing"),
                                deeper.list().ofMaxSize(3))
                        .as((name, all) -> list(Written.of(name, "("), all, ")")),
                deeper.map(inner -> Written.of("[", "key", "=").then(inner).then("]")));
    }

    private static Written list(Written start, List<Written> all, String end) {
        Written whole = start;
        for (int i = 0; i < all.size(); i++) {
            whole = (i == 0 ? whole : whole.then(",")).then(all.get(i));
        }
        return whole.then(end);
    }

    private static String[] binary() {
        return "|| && = == <> != < > <= >= + - & ^ * /".split(" ");
    }

    private static Arbitrary<String> paths() {
        Arbitrary<String> name = Arbitraries.of(
                        "Name", "Owner", "Owner:User", "A__c", "b__r", "ns__X__pr", "Null1", "x#2")
                .flatMap(text -> Arbitraries.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT)));
        Arbitrary<String> global =
                Arbitraries.of("$User.", "$Setup.S__c.", "$CustomMetadata.T__mdt.R.", "$Source.", "");
        return Combinators.combine(global, name.list().ofMinSize(1).ofMaxSize(4))
                .as((prefix, steps) -> prefix + String.join(".", steps));
    }

    /** At least a blank, so that two words or signs stay two. */
    @Provide
    Arbitrary<List<String>> gaps() {
        return Arbitraries.of(" ", "\n", "\t ", " /* Name */ ", "/**/", " /* \" */", "\r\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                        "(",
                        ")",
                        "[",
                        "]",
                        ",",
                        "IF",
                        "Id",
                        "Account.Name",
                        "$User.X",
                        "$",
                        ".",
                        ":",
                        "\"",
                        "'",
                        "\\",
                        "/*",
                        "*/",
                        "1",
                        "NOT",
                        "-",
                        "|",
                        "&&",
                        "=",
                        " ",
                        "\0",
                        "\ud83d",
                        "\u202e")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(
                words,
                Arbitraries.strings().ofMaxLength(2_000),
                words.map(text -> String.join("", Collections.nCopies(500, text))));
    }
}
