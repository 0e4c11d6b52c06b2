package io.orgscribe.extraction;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.RollUp;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of Account's copies of Contact's custom fields, whatever Salesforce says of them. */
@OrgscribeTest
class PersonAccountsTest {

    private static final List<String> ANNOTATIONS = List.of(
            "description",
            "complianceGroups",
            "securityClassification",
            "businessOwner",
            "businessStatus",
            "manageableState",
            "lastModifiedAt",
            "lastModifiedBy");

    @Inject
    CatalogFixture catalog;

    private TestOrg org;
    private String connection;

    /** Copies of which all is told, and those of which nothing is. */
    static Stream<List<OpenFact>> extremes() {
        return Stream.of(List.of(), List.of(OpenFact.PERSON_COPIES_SHARE_IDS, OpenFact.PERSON_COPIES_ANNOTATED));
    }

    static Stream<List<OpenFact>> facts() {
        return Stream.of(
                List.of(),
                List.of(OpenFact.PERSON_COPIES_SHARE_IDS),
                List.of(OpenFact.PERSON_COPIES_ANNOTATED),
                List.of(OpenFact.PERSON_COPIES_SHARE_IDS, OpenFact.PERSON_COPIES_ANNOTATED));
    }

    private void connect(List<OpenFact> facts) {
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(0)
                .withTables(30)
                .withPersonAccounts(true)
                .withOpenFacts(Stream.concat(Stream.of(OpenFact.LIMIT_HONOURED), facts.stream())
                        .toArray(OpenFact[]::new)));
        connection = TestRuns.connect(org);
        run(Map.of());
    }

    @AfterEach
    void close() {
        org.close();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void an_edit_of_contact_is_one_of_account(List<OpenFact> facts) {
        connect(facts);
        assertCopied();
        org.editAs("Ada Lovelace").describeField("Contact", "Languages__c", "As on the passport");
        org.editAs("Ben Writer").classify("Contact", "fluentdoc__Preferred_Format__c", List.of("CCPA"), "Restricted");

        run(Map.of());

        assertThat(column("Account.Languages__pc").get("description").asText()).isEqualTo("As on the passport");
        assertCopied();
        assertThat(changes())
                .isEqualTo(both(
                        "Languages__c description edit Ada Lovelace",
                        "fluentdoc__Preferred_Format__c complianceGroups package Ben Writer",
                        "fluentdoc__Preferred_Format__c securityClassification package Ben Writer"));
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void what_is_taken_from_contact_goes_from_account(List<OpenFact> facts) {
        connect(facts);
        org.editAs("Ada Lovelace").describeField("Contact", "Level__c", "How well");
        run(Map.of("mode", "quick"));
        assertThat(column("Account.Level__pc").get("description").asText()).isEqualTo("How well");

        org.editAs("Ada Lovelace").describeField("Contact", "Level__c", null);
        run(Map.of());

        assertThat(column("Account.Level__pc").get("description").isNull()).isTrue();
        assertCopied();
        assertThat(changes())
                .isEqualTo(both("Level__c description edit Ada Lovelace", "Level__c description edit Ada Lovelace"));
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void a_run_of_one_of_them_changes_nothing_that_nobody_edited(List<OpenFact> facts) {
        connect(facts);

        run(Map.of("tables", List.of("Account")));
        run(Map.of("tables", List.of("Contact")));
        assertThat(changes()).isEmpty();
        assertCopied();

        org.editAs("Ada Lovelace").describeField("Contact", "Languages__c", "As on the passport");
        run(Map.of("tables", List.of("Contact")));
        run(Map.of());
        assertThat(changes()).isEqualTo(both("Languages__c description edit Ada Lovelace"));
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void a_field_that_comes_is_copied_with_what_is_said_of_it(List<OpenFact> facts) {
        connect(facts);
        org.editAs("Ada Lovelace").addField("Contact", "Nickname__c string(40) \"Nickname\"");
        org.editAs("Ada Lovelace").describeField("Contact", "Nickname__c", "Among friends");

        run(Map.of());

        assertThat(column("Account.Nickname__pc").get("description").asText()).isEqualTo("Among friends");
        assertCopied();
        assertThat(changes()).isEqualTo(both("Nickname__c added edit Ada Lovelace"));
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void what_is_known_of_contact_holds_while_it_is_left_out(List<OpenFact> facts) {
        connect(facts);
        Map<String, JsonNode> before = ServedCatalog.columns(connection);
        TestRuns.patch(connection, "filter", Map.of("exclude", List.of("Contact")));
        run(Map.of());
        run(Map.of("mode", "full"));
        assertThat(changes()).isEmpty();
        assertThat(before).containsAllEntriesOf(ServedCatalog.columns(connection));

        org.editAs("Ada Lovelace").describeField("Contact", "Languages__c", "As on the passport");
        JsonReply run = run(Map.of());
        boolean told = facts.contains(OpenFact.PERSON_COPIES_ANNOTATED);
        assertThat(run.getInt("changes.changed")).isEqualTo(told ? 1 : 0);
        editsAreLongAgo();
        TestRuns.patch(connection, "filter", Map.of("exclude", List.of()));
        run(Map.of());

        assertCopied();
        assertThat(changes()).isEqualTo(both("Languages__c description edit Ada Lovelace"));
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void account_is_read_again_with_a_contact_that_could_not_be_read(List<OpenFact> facts) {
        connect(facts);
        org.editAs("Ada Lovelace").describeField("Contact", "Languages__c", "As on the passport");
        org.breakQuery("CustomField", "Contact", Fault.serverError());
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("partial");
        org.faults().clear();
        editsAreLongAgo();

        run(Map.of());

        assertCopied();
        assertThat(column("Account.Languages__pc").get("description").asText()).isEqualTo("As on the passport");
        assertNothingMoves();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void a_roll_up_of_contact_is_one_of_account(List<OpenFact> facts) {
        connect(facts);
        org.edit().addField("Contact", "Donations__c double(18,0) c \"Donations\"");
        org.edit().changeRollUp("Contact", "Donations__c", counting("equals"));
        run(Map.of());
        assertThat(column("Account.Donations__pc").at("/rollUp/operation").asText())
                .isEqualTo("count");

        org.editAs("Ada Lovelace").changeRollUp("Contact", "Donations__c", counting("notEqual"));
        org.breakPart("/tooling/sobjects/CustomField/", Fault.serverError());
        JsonReply failed = TestRuns.extract(connection);
        assertThat(TestRuns.failures(failed.getString("id")))
                .extracting(failure -> (String) failure.get("table"))
                .containsExactlyInAnyOrder("Account", "Contact");
        org.faults().clear();
        run(Map.of());

        assertThat(column("Account.Donations__pc").get("rollUp"))
                .isEqualTo(column("Contact.Donations__c").get("rollUp"));
        assertThat(changes().stream().filter(change -> change.contains("rollUp")))
                .extracting(change -> change.substring(0, change.indexOf(" ")))
                .containsExactly("Account.Donations__pc", "Contact.Donations__c");
        assertNothingMoves();
        assertThat(run(Map.of("mode", "full")).getMap("bill.byKind")).doesNotContainKey("rollUps");
    }

    private static RollUp counting(String operation) {
        return new RollUp(
                "Gift__c", "count", null, "Contact__c", List.of(new RollUp.Filter("Status__c", operation, "Paid")));
    }

    @Test
    void account_costs_no_call_more() {
        connect(List.of());
        int withAccount = callsOfAnEdit();
        org.close();

        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));
        connection = TestRuns.connect(org);
        run(Map.of());

        assertThat(withAccount).isEqualTo(callsOfAnEdit());
        assertThat(changes()).containsExactly("Contact.Languages__c description edit Ada Lovelace");
    }

    private int callsOfAnEdit() {
        org.editAs("Ada Lovelace").describeField("Contact", "Languages__c", "As on the passport");
        return run(Map.of()).getInt("apiCalls");
    }

    private JsonReply run(Map<String, Object> body) {
        JsonReply run = TestRuns.extract(connection, body);
        assertThat(run.getString("status"))
                .as(() -> run.prettify() + TestRuns.failures(run.getString("id")))
                .isEqualTo("succeeded");
        return run;
    }

    /** From now on Salesforce is asked for none of the edits that were made so far. */
    private void editsAreLongAgo() {
        try {
            catalog.execute("UPDATE describe_validator SET edited_at = edited_at + interval '2 hours'"
                    + " WHERE connection_id = '" + UUID.fromString(connection) + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode column(String name) {
        return ServedCatalog.columns(connection).get(name);
    }

    private void assertCopied() {
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        List<String> fields = org.table("Contact").fields().stream()
                .filter(field -> field.custom())
                .map(field -> field.name())
                .toList();
        assertThat(fields).isNotEmpty();
        for (String field : fields) {
            JsonNode copy = columns.get("Account." + copy(field));
            for (String annotation : ANNOTATIONS) {
                assertThat(copy.get(annotation))
                        .as(annotation + " of " + field)
                        .isEqualTo(columns.get("Contact." + field).get(annotation));
            }
        }
    }

    private void assertNothingMoves() {
        List<String> before = changes();
        JsonReply idle = run(Map.of());
        assertThat(idle.getInt("apiCalls")).isLessThanOrEqualTo(5);
        JsonReply full = run(Map.of("mode", "full"));
        assertThat(full.getLong("revision")).isEqualTo(idle.getLong("revision"));
        assertThat(changes()).isEqualTo(before);
    }

    /** The same of Contact's field and of its copy. */
    private static List<String> both(String... ofContact) {
        return Stream.of(ofContact)
                .flatMap(change -> Stream.of("Contact." + change, "Account." + change.replaceFirst("__c", "__pc")))
                .sorted()
                .toList();
    }

    private static String copy(String field) {
        return field.replaceFirst("__c$", "__pc");
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (JsonNode change : ServedCatalog.changes(connection)) {
            changes.add(String.join(
                    " ",
                    change.get("table").asText() + "." + change.get("column").asText(),
                    change.get(change.path("attribute").isTextual() ? "attribute" : "kind")
                            .asText(),
                    change.path("cause").asText(),
                    change.path("changedBy").asText()));
        }
        return changes.stream().sorted().toList();
    }
}
