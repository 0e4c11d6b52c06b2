package io.orgscribe.formula;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.orgscribe.formula.ParsedFormula.Parsed;
import io.orgscribe.salesforce.Recordings;

import static org.assertj.core.api.Assertions.assertThat;

/** Formulas of others, which lie beside the project, parse to what a search without grammar finds in them. */
class KnownFormulasTest {

    private static final Pattern NO_CODE =
            Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("(?<![\\w$:.#])[A-Za-z$][\\w$:.#]*+(?!\\s*\\()");
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null", "not");

    @Test
    void those_of_salesforces_own_engine() throws Exception {
        Path file = Path.of("../shared/formulas.json");
        Assumptions.assumeTrue(Files.exists(file), "no formulas beside the project");
        List<String> formulas = new ArrayList<>();
        new ObjectMapper().readTree(Files.readAllBytes(file)).forEach(text -> formulas.add(text.textValue()));

        assertThat(formulas).hasSizeGreaterThan(400).allSatisfy(KnownFormulasTest::agrees);
    }

    @Test
    void those_of_recorded_orgs() throws Exception {
        List<String> formulas = new ArrayList<>();
        Stream.concat(
                        Recordings.describes().stream(),
                        Recordings.wholeOrg().stream().map(Recordings::tree))
                .flatMap(describe -> describe.findValues("calculatedFormula").stream())
                .filter(JsonNode::isTextual)
                .forEach(text -> formulas.add(text.textValue()));
        try (Stream<Path> all = Files.walk(Path.of("../shared/recordings"))) {
            for (Path file :
                    all.filter(file -> file.toString().endsWith(".json")).toList()) {
                new ObjectMapper()
                                .readTree(Files.readString(file, StandardCharsets.UTF_8))
                                .findValues("calculatedFormula")
                                .stream()
                                .filter(JsonNode::isTextual)
                                .forEach(text -> formulas.add(text.textValue()));
            }
        }

        assertThat(new LinkedHashSet<>(formulas))
                .hasSizeGreaterThanOrEqualTo(16)
                .allSatisfy(KnownFormulasTest::agrees);
    }

    private static void agrees(String formula) {
        ParsedFormula parsed = FormulaParser.parse(formula);
        Set<String> found = new LinkedHashSet<>();
        WORD.matcher(NO_CODE.matcher(formula).replaceAll(" "))
                .results()
                .forEach(word -> found.add(lower(word.group())));
        found.removeAll(CONSTANTS);

        assertThat(parsed).isInstanceOf(Parsed.class);
        assertThat(Stream.concat(parsed.paths().stream().map(FieldPath::text), parsed.globals().stream())
                        .map(KnownFormulasTest::lower))
                .containsExactlyInAnyOrderElementsOf(found);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
