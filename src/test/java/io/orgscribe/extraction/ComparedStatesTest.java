package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.Recordings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Any two states of recorded orgs, compared by the service and, as plain trees, by their describes. */
@OrgscribeTest
class ComparedStatesTest {

    private static final int STATES = 5;

    /** A state as it was read, and when. */
    private record State(List<JsonNode> describes, String connection, String at) {

        String side() {
            return connection + "@" + at;
        }
    }

    @Test
    void each_pair_of_states_differs_as_their_describes_do() {
        List<JsonNode> describes = RecordedOrgTest.orgs().get(0);
        List<State> states = new ArrayList<>();
        try (RecordedOrg org = new RecordedOrg(describes);
                RecordedOrg other = new RecordedOrg(RecordedEdits.of(describes, STATES))) {
            String connection = TestRuns.connect(org.url(), "key", "secret");
            for (int i = 0; i < STATES; i++) {
                List<JsonNode> state = i == 0 ? describes : RecordedEdits.of(describes, i);
                org.become(state);
                states.add(read(connection, state));
            }
            List<JsonNode> edited = RecordedEdits.of(describes, STATES);
            states.add(read(TestRuns.connect(other.url(), "key", "secret"), edited));
        }
        int pairs = 0;
        for (State left : states) {
            for (State right : states) {
                List<String> expected = differences(left, right);
                assertThat(served(left, right, 1000))
                        .as("%s -> %s", left.side(), right.side())
                        .containsExactlyInAnyOrderElementsOf(expected);
                pairs += expected.isEmpty() ? 0 : 1;
            }
        }
        assertThat(pairs).isGreaterThan(10);
        assertThat(served(states.get(1), states.get(5), 7)).isEqualTo(served(states.get(1), states.get(5), 1000));
    }

    private static State read(String connection, List<JsonNode> describes) {
        JsonReply run = TestRuns.extract(connection);
        assertThat(run.getString("status")).isEqualTo("succeeded");
        return new State(describes, connection, run.getString("finishedAt"));
    }

    private static List<String> differences(State left, State right) {
        return new DescribedChanges(left.describes())
                .next(right.describes()).stream()
                        .map(change -> change.replaceFirst(" (added|restored)$", " onlyRight")
                                .replaceFirst(" removed \\(presumed\\)$", " onlyLeft")
                                .replaceFirst(" changed ", " different "))
                        .toList();
    }

    private static List<String> served(State left, State right, int limit) {
        List<String> served = new ArrayList<>();
        String cursor = null;
        do {
            var request = given().queryParams(
                            Map.of("left", left.side(), "right", right.side(), "ignore", "", "limit", limit));
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonNode page = Recordings.tree(request.get("/api/v1/compare")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray());
            page.get("items").forEach(item -> served.add(ChangeTexts.difference(item)));
            cursor = page.get("next").isNull() ? null : page.get("next").asText();
        } while (cursor != null);
        return served;
    }
}
