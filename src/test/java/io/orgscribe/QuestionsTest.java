package io.orgscribe;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.orgscribe.catalog.LargeIndexes;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The calls of docs/questions.md, as they stand there, and whether each answers its question. */
@OrgscribeTest
class QuestionsTest {

    @Inject
    LargeIndexes indexes;

    @Test
    void each_question_is_answered_by_its_call() throws IOException {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(indexes::areComplete);
        try (TestOrg production =
                        TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(60));
                TestOrg sandbox =
                        TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(58))) {
            String left = TestRuns.connect(production);
            TestRuns.extract(left);
            String edited = production.definedFields("Account").stream()
                    .filter(field -> field.id() != null)
                    .findFirst()
                    .orElseThrow()
                    .name();
            production.editAs("Ada").describeField("Account", edited, "What they live from");
            TestRuns.extract(left, Map.of("mode", "full"));
            String right = TestRuns.connect(sandbox);
            TestRuns.extract(right);
            Map<String, String> variables = Map.of(
                    "$PRODUCTION",
                    left,
                    "$SANDBOX",
                    right,
                    "$LAST_WEEK",
                    java.time.Clock.systemUTC()
                            .instant()
                            .minus(Duration.ofDays(7))
                            .toString(),
                    "$COLUMN",
                    column(left));
            List<JsonReply> answers =
                    calls().map(call -> answer(call, variables)).toList();

            assertThat(answers).hasSize(6);
            assertThat(answers.get(0).getString("items[0].name")).isEqualTo("AnnualRevenue");
            assertThat(answers.get(1).<Map<String, Object>>getList("items"))
                    .isNotEmpty()
                    .allSatisfy(item ->
                            assertThat(item).containsEntry("custom", true).containsEntry("description", null));
            assertThat(answers.get(2).<Map<String, Object>>getList("items"))
                    .anySatisfy(change -> assertThat(change)
                            .containsEntry("column", edited)
                            .containsEntry("attribute", "description")
                            .containsEntry("changedBy", "Ada"));
            assertThat(answers.get(3).<Object>getList("items.key")).contains("Ada");
            assertThat(answers.get(4).<Map<String, Object>>getList("items"))
                    .anySatisfy(item -> assertThat(item).containsEntry("column", null));
            assertThat(answers.get(5).<Object>getList("downstream")).isNotEmpty();
        }
    }

    private static Stream<String> calls() throws IOException {
        return Stream.of(Files.readString(Path.of("docs", "questions.md")).split("```bash\n"))
                .skip(1)
                .map(block -> block.substring(0, block.indexOf("```")).strip());
    }

    /** Sent as curl would. */
    private static JsonReply answer(String call, Map<String, String> variables) {
        String url =
                call.substring(call.indexOf('"') + 1, call.lastIndexOf('"')).replace("$API", "/api/v1");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            url = url.replace(variable.getKey(), variable.getValue());
        }
        assertThat(url).doesNotContain("$");
        return JsonReply.from(given().urlEncodingEnabled(false)
                .get(URI.create(url))
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static String column(String connection) {
        return JsonReply.from(given().get("/api/v1/columns?name=Industry&table=Account&connection=" + connection)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .getString("items[0].id");
    }
}
