package io.orgscribe.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.CatalogFixture.annotation;
import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@OrgscribeTest
class AnnotationsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");

    /** Of what belongs to Account and is defined and described; the rest of a table is never most of a catalog. */
    private static final ColumnReading[] COLUMNS = {column("Id"), column("Name"), column("Email__c")};

    private static final ColumnAnnotation ID = annotation("Account", "Id", Map.of());
    private static final ColumnAnnotation NAME = annotation("Account", "Name", Map.of());
    private static final ColumnAnnotation EMAIL =
            annotation("Account", "Email__c", Map.of("durableId", "00N000000000001"));

    @Inject
    CatalogFixture catalog;

    @Inject
    CatalogKnowledge knowledge;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @Test
    void a_first_run_writes_tables_and_columns_with_their_annotations() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        assertThat(catalog.values("SELECT concat_ws('|', description, customizable, manageable_state, from_rev)"
                        + " FROM catalog_table WHERE name = 'Account' AND" + mine()))
                .containsExactly("Customers|t|unmanaged|1");
        assertThat(catalog.values("SELECT concat_ws('|', name, description, compliance_groups, durable_id, annotated)"
                        + " FROM catalog_column WHERE" + mine() + " ORDER BY position"))
                .containsExactly("Id|{}|t", "Name|{}|t", "Email__c|Legal name|{PII,GDPR}|00N000000000001|t");
        assertThat(changes()).isEmpty();
    }

    @Test
    void an_unchanged_annotated_run_writes_no_row() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();
        List<String> before = everything();

        ReconcileResult result = annotated("Legal name", MONDAY).reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void the_first_annotations_of_a_known_catalog_are_no_change() throws SQLException {
        run().read(table("Account", COLUMNS)).reconcile();

        ReconcileResult result = annotated("Legal name", MONDAY).reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(catalog.values("SELECT description FROM catalog_column WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("Legal name");
        assertThat(catalog.values("SELECT description FROM catalog_table WHERE name = 'Account' AND" + mine()))
                .containsExactly("Customers");
    }

    @Test
    void a_changed_annotation_is_a_change_by_whom_the_definition_names() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult result = annotated("Trade name", TUESDAY).reconcile();

        assertThat(result.changes()).isEqualTo(Map.of("changed", 1));
        assertThat(changes("attribute, before, after, cause, changed_by, changed_at = '2026-11-24T08:00:00Z'"))
                .containsExactly("Account.Email__c changed|description|\"Legal name\"|\"Trade name\"|edit|Ann|true");
        assertThat(catalog.values("SELECT description FROM catalog_column_history WHERE" + mine()))
                .containsExactly("Legal name");
    }

    @Test
    void describe_and_annotation_of_one_row_that_both_change_are_one_row_of_history() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        run().read(table("Account", column("Id"), column("Name"), column("Email__c", Map.of("label", "E-mail"))))
                .defines("Account", ID, NAME, email("Trade name", TUESDAY, "PII"))
                .reconcile();

        assertThat(changes("attribute, before, after"))
                .containsExactly(
                        "Account.Email__c changed|complianceGroups|[\"GDPR\"]|[]",
                        "Account.Email__c changed|description|\"Legal name\"|\"Trade name\"",
                        "Account.Email__c changed|label|\"Email__c\"|\"E-mail\"");
        assertThat(catalog.values("SELECT from_rev || '-' || to_rev FROM catalog_column_history WHERE" + mine()))
                .containsExactly("1-2");
    }

    @Test
    void dates_and_ids_that_move_alone_are_rewritten_in_place() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult result = annotated("Legal name", TUESDAY).reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(catalog.values("SELECT last_modified_at = '2026-11-24T08:00:00Z' FROM catalog_column"
                        + " WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("t");
    }

    @Test
    void what_was_not_read_keeps_its_annotations() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult result = run().read(table("Account", COLUMNS)).reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(catalog.values("SELECT description FROM catalog_column WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("Legal name");
    }

    @Test
    void the_description_of_a_record_type_is_shown_with_it() throws SQLException {
        Json described = new Json("[{\"developerName\": \"Partner\", \"active\": true, \"recordTypeId\": \"1\"}]");
        TableReading account = table("Account", List.of(COLUMNS), Map.of("recordTypes", described));
        run().read(account).defines(List.of(), recordTypes("Old")).reconcile();

        ReconcileResult result =
                run().read(account).defines(List.of(), recordTypes("New")).reconcile();

        assertThat(result.changes()).isEqualTo(Map.of("changed", 1));
        assertThat(given().get("/api/v1/connections/{id}/tables", connection)
                        .as(JsonReply.class)
                        .getList("items[0].recordTypes"))
                .isEqualTo(List.of(
                        Map.of("developerName", "Partner", "active", true, "recordTypeId", "1", "description", "New")));
        assertThat(changes("attribute, before -> 0 ->> 'description', after -> 0 ->> 'description'"))
                .containsExactly("Account changed|recordTypes|Old|New");
    }

    private static TableAnnotation recordTypes(String description) {
        return annotation("Account", Map.of("recordTypes", new Json("""
                [{"developerName": "Partner", "description": "%s", "active": true},
                 {"developerName": "Other", "description": null, "active": false}]""".formatted(description))));
    }

    @Test
    void a_column_that_definitions_list_and_describes_do_not_is_hidden_and_comes_back() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult hidden = run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME, email("Legal name", MONDAY, "PII", "GDPR"))
                .reconcile();
        List<String> row = catalog.values("SELECT concat_ws('|', hidden, hidden_reason, description, removed_at)"
                + " FROM catalog_column WHERE name = 'Email__c' AND" + mine());
        ReconcileResult unchanged = run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME, email("Legal name", MONDAY, "PII", "GDPR"))
                .reconcile();
        ReconcileResult restored = annotated("Legal name", MONDAY).reconcile();

        assertThat(hidden.changes()).isEqualTo(Map.of("hidden", 1));
        assertThat(row).containsExactly("t|not_visible_to_user|Legal name");
        assertThat(unchanged.revision()).isEqualTo(2);
        assertThat(restored.changes()).isEqualTo(Map.of("restored", 1));
        assertThat(changes("cause")).containsExactly("Account.Email__c hidden|", "Account.Email__c restored|");
        assertThat(catalog.values("SELECT hidden FROM catalog_column WHERE hidden AND" + mine()))
                .isEmpty();
    }

    @Test
    void a_column_that_no_definition_lists_is_removed_and_not_presumed() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME)
                .reconcile();

        assertThat(changes("presumed")).containsExactly("Account.Email__c removed|false");
    }

    @Test
    void a_column_whose_definitions_were_not_read_is_presumed_to_be_removed() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        run().read(table("Account", column("Id"), column("Name"))).reconcile();

        assertThat(changes("presumed")).containsExactly("Account.Email__c removed|true");
    }

    @Test
    void a_hidden_column_goes_when_no_definition_lists_it_also_where_the_describe_is_unchanged() throws SQLException {
        run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME, EMAIL)
                .reconcile();
        ReconcileResult undefined =
                run().read(table("Account", column("Id"), column("Name"))).reconcile();

        run().unmodified("Account").defines("Account", ID, NAME).reconcile();

        assertThat(undefined.revision()).isEqualTo(1);
        assertThat(changes("presumed")).containsExactly("Account.Email__c removed|false");
    }

    @Test
    void a_field_that_only_definitions_know_is_a_hidden_column_behind_the_others() throws SQLException {
        run().read(table("Account", column("Id"))).defines("Account", ID).reconcile();

        run().unmodified("Account")
                .defines("Account", ID, annotation("Account", "Secret__c", Map.of("durableId", "x", "label", "Secret")))
                .reconcile();
        run().read(table("Account", column("Id"), column("Name")))
                .defines(
                        "Account",
                        ID,
                        NAME,
                        annotation("Account", "Secret__c", Map.of("durableId", "x", "label", "Top")))
                .reconcile();

        assertThat(changes("attribute")).containsExactly("Account.Secret__c added|", "Account.Name added|");
        assertThat(catalog.values("SELECT concat_ws('|', name, label, position, hidden, custom, nullable, native_type)"
                        + " FROM catalog_column WHERE" + mine() + " ORDER BY position"))
                .containsExactly("Id|Id|0|f|f|t|string", "Name|Name|1|f|f|t|string", "Secret__c|Top|2|t|t|t|Text(80)");
    }

    @Test
    void a_hidden_column_that_a_describe_shows_for_the_first_time_is_restored() throws SQLException {
        run().read(table("Account", column("Id"))).defines("Account", ID, EMAIL).reconcile();

        run().read(table("Account", column("Id"), column("Email__c", Map.of("length", 120))))
                .reconcile();

        assertThat(changes("attribute")).containsExactly("Account.Email__c restored|");
        assertThat(catalog.values("SELECT length FROM catalog_column WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("120");
    }

    @Test
    void a_column_that_was_presumed_removed_and_is_defined_becomes_hidden() throws SQLException {
        run().read(table("Account", COLUMNS)).reconcile();
        run().read(table("Account", column("Id"), column("Name"))).reconcile();

        run().unmodified("Account").defines("Account", ID, NAME, EMAIL).reconcile();

        assertThat(changes("presumed"))
                .containsExactly("Account.Email__c removed|true", "Account.Email__c hidden|false");
        assertThat(catalog.values("SELECT hidden FROM catalog_column WHERE name = 'Email__c' AND removed_at IS NULL AND"
                        + mine()))
                .containsExactly("t");
    }

    @Test
    void an_unlisted_table_is_hidden_removed_or_left_alone_as_definitions_tell() throws SQLException {
        run().read(table("Account"), table("Contact"), table("Seen"), table("Gone"), table("Unasked"))
                .reconcile();

        run().lists("Account", "Contact")
                .unmodified("Account")
                .defines(List.of("Seen", "Gone"), annotation("Seen", Map.of()))
                .reconcile();
        ReconcileResult unlistedYet = run().lists("Account", "Contact", "Unasked")
                .defines(List.of("Seen"), annotation("Seen", Map.of()))
                .reconcile();
        run().lists("Account", "Contact", "Unasked", "Seen").reconcile();

        assertThat(unlistedYet.revision()).isEqualTo(2);
        assertThat(changes("presumed"))
                .containsExactly("Gone removed|false", "Seen hidden|false", "Seen restored|false");
        assertThat(catalog.values(
                        "SELECT name FROM catalog_table WHERE (hidden OR removed_at IS NOT NULL) AND" + mine()))
                .containsExactly("Gone");
    }

    @Test
    void a_hidden_table_is_removed_by_definitions_and_never_presumed_so() throws SQLException {
        run().read(table("Account"), table("Contact"), table("Seen")).reconcile();
        run().lists("Account", "Contact")
                .defines(List.of("Seen"), annotation("Seen", Map.of()))
                .reconcile();

        ReconcileResult undefined = run().lists("Account", "Contact").reconcile();
        run().lists("Account", "Contact").defines(List.of("Seen")).reconcile();

        assertThat(undefined.revision()).isEqualTo(2);
        assertThat(changes("presumed")).containsExactly("Seen hidden|false", "Seen removed|false");
    }

    @Test
    void nothing_is_removed_or_hidden_where_the_list_was_not_read() throws SQLException {
        run().read(table("Account"), table("Contact")).reconcile();

        ReconcileResult result = run().notWhole()
                .unmodified("Account")
                .defines(List.of("Contact"), annotation("Contact", Map.of()))
                .reconcile();

        assertThat(result.revision()).isEqualTo(1);
    }

    @Test
    void the_sudden_hiding_of_most_of_the_catalog_is_withheld_unless_forced() throws SQLException {
        run().read(table("Account", COLUMNS))
                .defines("Account", ID, NAME, EMAIL)
                .reconcile();

        ReconcileResult withheld = fewerColumns().reconcile();
        ReconcileResult forced = fewerColumns().forced().reconcile();

        assertThat(withheld.revision()).isEqualTo(1);
        assertThat(withheld.notices()).singleElement().asString().contains("removed or hidden", "more than half");
        assertThat(forced.changes()).isEqualTo(Map.of("hidden", 2));
    }

    private TestRun fewerColumns() {
        return run().read(table("Account", column("Id"))).defines("Account", ID, NAME, EMAIL);
    }

    @Test
    void another_language_hides_nothing_and_is_the_cause_of_what_differs() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult result = run().as("user", "de")
                .read(table("Account", column("Id"), column("Name", Map.of("label", "Firma"))))
                .defines("Account", ID, NAME, email("Legal name", MONDAY, "PII", "GDPR"))
                .reconcile();

        assertThat(result.notices()).singleElement().asString().contains("another language");
        assertThat(changes("attribute, cause")).containsExactly("Account.Name changed|label|identity");
    }

    @Test
    void a_renamed_table_keeps_its_row_and_its_columns() throws SQLException {
        run().read(table("Account"), table("Contact"), table("Old__c", COLUMNS))
                .defines(List.of(), annotation("Old__c", Map.of("durableId", "01I000000000001")))
                .reconcile();
        List<String> ids = catalog.values("SELECT id FROM catalog_column WHERE" + mine() + " ORDER BY id");

        ReconcileResult result = run().read(
                        table("Account"),
                        table("Contact"),
                        table("New__c", List.of(COLUMNS), Map.of("label", "Old__c")))
                .defines(List.of("Old__c"), annotation("New__c", Map.of("durableId", "01I000000000001")))
                .reconcile();

        assertThat(result.changes()).isEqualTo(Map.of("renamed", 1));
        assertThat(changes("attribute, before, after")).containsExactly("New__c renamed|name|\"Old__c\"|\"New__c\"");
        assertThat(catalog.values(
                        "SELECT name FROM catalog_table WHERE removed_at IS NULL AND" + mine() + " ORDER BY 1"))
                .containsExactly("Account", "Contact", "New__c");
        assertThat(catalog.values("SELECT name FROM catalog_table_history WHERE" + mine()))
                .containsExactly("Old__c");
        assertThat(catalog.values("SELECT id FROM catalog_column WHERE" + mine() + " ORDER BY id"))
                .isEqualTo(ids);
    }

    @Test
    void a_renamed_column_keeps_its_row_and_what_else_changes_of_it_is_told() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        run().read(table("Account", column("Id"), column("Name"), column("Mail__c", Map.of("label", "Mail"))))
                .defines(
                        "Account",
                        ID,
                        NAME,
                        annotation("Account", "Mail__c", emailMembers("Legal name", TUESDAY, "PII")))
                .reconcile();

        assertThat(changes("attribute, before, after, cause"))
                .containsExactly(
                        "Account.Mail__c changed|complianceGroups|[\"GDPR\"]|[]|edit",
                        "Account.Mail__c changed|label|\"Email__c\"|\"Mail\"|edit",
                        "Account.Mail__c renamed|name|\"Email__c\"|\"Mail__c\"|edit");
        assertThat(catalog.values("SELECT name FROM catalog_column WHERE" + mine() + " ORDER BY position"))
                .containsExactly("Id", "Name", "Mail__c");
    }

    @Test
    void a_hidden_column_can_be_renamed() throws SQLException {
        run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME, EMAIL)
                .reconcile();

        run().unmodified("Account")
                .defines("Account", ID, NAME, annotation("Account", "Mail__c", Map.of("durableId", EMAIL.durableId())))
                .reconcile();

        assertThat(changes("before, after")).containsExactly("Account.Mail__c renamed|\"Email__c\"|\"Mail__c\"");
        assertThat(catalog.values("SELECT name || hidden FROM catalog_column WHERE" + mine() + " ORDER BY position"))
                .containsExactly("Idfalse", "Namefalse", "Mail__ctrue");
    }

    @Test
    void names_that_went_earlier_are_not_renamed() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();
        run().read(table("Account", column("Id"), column("Name")))
                .defines("Account", ID, NAME)
                .reconcile();

        run().read(table("Account", column("Id"), column("Name"), column("Mail__c")))
                .defines("Account", ID, NAME, annotation("Account", "Mail__c", Map.of("durableId", EMAIL.durableId())))
                .reconcile();

        assertThat(changes("attribute")).containsExactly("Account.Email__c removed|", "Account.Mail__c added|");
    }

    @Test
    void a_roll_up_is_kept_until_it_is_read_again() throws SQLException {
        annotated("Legal name", MONDAY)
                .rollUp(EMAIL.durableId(), "{\"operation\": \"sum\", \"table\": \"Child__c\"}")
                .reconcile();
        ReconcileResult kept = annotated("Legal name", MONDAY).reconcile();

        annotated("Legal name", TUESDAY)
                .rollUp(EMAIL.durableId(), "{\"operation\": \"max\", \"table\": \"Child__c\"}")
                .reconcile();

        assertThat(kept.revision()).isEqualTo(1);
        assertThat(changes("attribute, before ->> 'operation', after ->> 'operation'"))
                .containsExactly("Account.Email__c changed|rollUp|sum|max");
    }

    @Test
    void a_roll_up_ends_where_its_column_is_described_as_another_field() throws SQLException {
        annotated("Legal name", MONDAY)
                .rollUp(EMAIL.durableId(), "{\"operation\": \"sum\", \"table\": \"Child__c\"}")
                .reconcile();

        TestRun another = annotated("Legal name", TUESDAY).stage();
        assertThat(knowledge.rollUpsDue(connection, another.id()).ended()).containsExactly(EMAIL.durableId());
        annotated("Legal name", TUESDAY).rollUp(EMAIL.durableId(), "{}").reconcile();

        assertThat(changes("attribute, before ->> 'operation', after"))
                .containsExactly("Account.Email__c changed|rollUp|sum|");
        assertThat(catalog.values("SELECT roll_up FROM catalog_column WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("{}");
    }

    @Test
    void a_first_roll_up_is_no_change_and_none_is_served_as_none() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();

        ReconcileResult result =
                annotated("Legal name", MONDAY).rollUp(EMAIL.durableId(), "{}").reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(catalog.values("SELECT roll_up FROM catalog_column WHERE name = 'Email__c' AND" + mine()))
                .containsExactly("{}");
        assertThat(given().get("/api/v1/columns?connection={id}&name=email__c&fields=rollUp", connection)
                        .as(JsonReply.class)
                        .getMap("items[0]"))
                .containsEntry("rollUp", null);
    }

    @Test
    void release_and_reader_are_causes_of_all_that_differs() throws SQLException {
        run().read(table("Account", COLUMNS)).reconcile();

        run().with("69.0", 1)
                .read(table("Account", List.of(COLUMNS), Map.of("label", "A")))
                .reconcile();
        run().with("69.0", 2)
                .read(table("Account", List.of(COLUMNS), Map.of("label", "B")))
                .reconcile();
        run().with("69.0", 2)
                .read(table("Account", List.of(COLUMNS), Map.of("label", "C")))
                .reconcile();

        assertThat(changes("cause"))
                .containsExactly("Account changed|release", "Account changed|reader", "Account changed|");
    }

    @Test
    void new_columns_tell_who_made_them_or_that_a_package_did() throws SQLException {
        run().read(table("Account", column("Id"))).defines("Account", ID).reconcile();

        run().read(table("Account", column("Id"), column("Own__c"), column("p__Pack__c")))
                .defines(
                        "Account",
                        ID,
                        annotation("Account", "Own__c", Map.of("lastModifiedAt", TUESDAY, "lastModifiedBy", "Ann")),
                        annotation(
                                "Account",
                                "p__Pack__c",
                                Map.of("manageableState", "installed", "lastModifiedBy", "Installer")))
                .reconcile();

        assertThat(changes("cause, changed_by"))
                .containsExactly("Account.Own__c added|edit|Ann", "Account.p__Pack__c added|package|Installer");
    }

    @Test
    void columns_are_found_by_classification_and_tables_by_package_state() throws SQLException {
        annotated("Legal name", MONDAY).reconcile();
        run().read(table("Account", column("Id"), column("Name")), table("Contact"))
                .defines("Account", ID, NAME, email("Legal name", MONDAY, "PII", "GDPR"))
                .reconcile();

        assertThat(found("/columns?complianceGroup=gd*")).containsExactly("Email__c");
        assertThat(found("/columns?complianceGroup=g")).isEmpty();
        assertThat(found("/columns?securityClassification=confidential")).containsExactly("Email__c");
        assertThat(found("/columns?hidden=true")).containsExactly("Email__c");
        assertThat(found("/connections/" + connection + "/tables?manageableState=unmanaged"))
                .containsExactly("Account");
    }

    private List<String> found(String path) {
        return given().get("/api/v1" + path + (path.startsWith("/columns") ? "&connection=" + connection : ""))
                .as(JsonReply.class)
                .getList("items.name");
    }

    private TestRun run() {
        return catalog.run(connection);
    }

    /** Account with three columns, all of them defined. */
    private TestRun annotated(String description, Instant modified) {
        return run().read(table("Account", COLUMNS))
                .defines(
                        List.of("Account"),
                        annotation(
                                "Account",
                                Map.of(
                                        "description",
                                        "Customers",
                                        "customizable",
                                        true,
                                        "manageableState",
                                        "unmanaged")))
                .defines("Account", ID, NAME, email(description, modified, "PII", "GDPR"));
    }

    private static ColumnAnnotation email(String description, Instant modified, String... groups) {
        return annotation("Account", "Email__c", emailMembers(description, modified, groups));
    }

    private static Map<String, Object> emailMembers(String description, Instant modified, String... groups) {
        return Map.of(
                "durableId",
                EMAIL.durableId(),
                "description",
                description,
                "complianceGroups",
                List.of(groups),
                "securityClassification",
                "Confidential",
                "lastModifiedAt",
                modified,
                "lastModifiedBy",
                "Ann");
    }

    private List<String> changes() throws SQLException {
        return changes("''");
    }

    /** Table, column and kind of each change, and what else is asked for. */
    private List<String> changes(String more) throws SQLException {
        String asked = String.join(
                ", ",
                List.of(more.split(", ")).stream()
                        .map(column -> "coalesce(CAST(" + column + " AS text), '')")
                        .toList());
        return catalog.values("SELECT concat_ws('.', table_name, column_name) || ' ' || concat_ws('|', kind, " + asked
                + ") FROM catalog_change WHERE" + mine() + " ORDER BY id");
    }

    private String mine() {
        return " connection_id = '" + connection + "'";
    }

    /** Every row of the connection with the transaction that wrote or locked it. */
    private List<String> everything() throws SQLException {
        StringBuilder rows = new StringBuilder("SELECT '' WHERE false");
        for (String table : catalog.values(
                "SELECT DISTINCT c.table_name FROM information_schema.columns c"
                        + " JOIN information_schema.tables t USING (table_schema, table_name)"
                        + " WHERE c.table_schema = 'public' AND c.table_name ~ '^(catalog|describe)_'"
                        + " AND c.column_name = 'connection_id' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'catalog_head'")) {
            rows.append(" UNION ALL SELECT concat_ws(' ', '" + table + "', xmin, xmax, ctid) FROM " + table + " WHERE"
                    + mine());
        }
        return catalog.values(rows + " ORDER BY 1");
    }
}
