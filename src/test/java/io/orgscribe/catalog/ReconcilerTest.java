package io.orgscribe.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.Readings.column;
import static io.orgscribe.catalog.Readings.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OrgscribeTest
class ReconcilerTest {

    @Inject
    Staging staging;

    @Inject
    Reconciler reconciler;

    @Inject
    AgroalDataSource database;

    private final UUID connection = UUID.randomUUID();

    @Test
    void the_first_run_is_a_baseline_without_changes() throws SQLException {
        ReconcileResult result = reconcile(account(column("Id"), column("Name")), contact(column("Id")));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(result.changes()).isEmpty();
        assertThat(rows("SELECT name, from_rev FROM catalog_table WHERE connection_id = ? ORDER BY name"))
                .containsExactly("Account|1", "Contact|1");
        assertThat(
                        rows(
                                "SELECT name, position FROM catalog_column WHERE connection_id = ? ORDER BY table_id, position"))
                .containsExactly("Id|0", "Name|1", "Id|0");
    }

    @Test
    void a_table_that_the_baseline_listed_and_could_not_read_is_not_new_when_it_is_read() throws SQLException {
        reconcile(whole(), List.of("Account", "Contact"), account(column("Id")));

        ReconcileResult result = reconcile(
                account(column("Id")), contact(column("Id")), table("Lead").with(column("Id")));

        assertThat(result.revision()).isEqualTo(2);
        assertThat(changes()).containsExactly("Lead|null|added|null|null|null");
    }

    @Test
    void an_unchanged_run_writes_no_row() throws SQLException {
        Readings.TableBuilder[] org = {
            account(
                    column("Id"),
                    column("Industry").picklist("A", "B"),
                    column("OwnerId").references("User", "Group")),
            contact(column("Id")).children("[{\"childSObject\": \"X\", \"field\": \"Y\", \"relationshipName\": null}]")
        };
        reconcile(org);
        List<String> before = everything();

        ReconcileResult result = reconcile(org);

        assertThat(result.revision()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void each_changed_attribute_is_one_change_with_before_and_after() throws SQLException {
        reconcile(account(column("Name").label("Name"), column("Industry").picklist("A", "B", "C")));

        ReconcileResult result = reconcile(account(
                column("Name").label("Account Name").help("Legal name"),
                column("Industry").picklist("B", "C", "D")));

        assertThat(result.revision()).isEqualTo(2);
        assertThat(changes())
                .containsExactly(
                        "Account|Industry|changed|picklist|"
                                + "[{\"label\": \"A\", \"value\": \"A\", \"active\": true, \"default\": false}]|"
                                + "[{\"label\": \"D\", \"value\": \"D\", \"active\": true, \"default\": false}]",
                        "Account|Name|changed|helpText|null|\"Legal name\"",
                        "Account|Name|changed|label|\"Name\"|\"Account Name\"");
        assertThat(rows("SELECT name, label, from_rev, to_rev FROM catalog_column_history WHERE connection_id = ?"
                        + " ORDER BY name"))
                .containsExactly("Industry|Industry|1|2", "Name|Name|1|2");
    }

    @Test
    void only_what_went_and_what_came_of_references_is_told() throws SQLException {
        reconcile(account(column("WhatId").references("A", "B")));

        reconcile(account(column("WhatId").references("B", "C")));

        assertThat(changes()).containsExactly("Account|WhatId|changed|references|[\"A\"]|[\"C\"]");
    }

    @Test
    void references_in_another_order_are_no_change() throws SQLException {
        reconcile(account(column("WhatId").references("A", "B")));

        ReconcileResult result = reconcile(account(column("WhatId").references("B", "A")));

        assertThat(result.revision()).isEqualTo(1);
    }

    @Test
    void picklist_values_in_another_order_are_a_change_of_the_order() throws SQLException {
        reconcile(account(column("Industry").picklist("A", "B")));

        reconcile(account(column("Industry").picklist("B", "A")));

        assertThat(changes()).containsExactly("Account|Industry|changed|picklistOrder|[\"A\", \"B\"]|[\"B\", \"A\"]");
    }

    @Test
    void a_column_put_in_the_middle_is_one_change_and_moves_the_others_in_place() throws SQLException {
        reconcile(account(column("A"), column("C")));

        reconcile(account(column("A"), column("B"), column("C")));

        assertThat(changes()).containsExactly("Account|B|added|null|null|null");
        assertThat(
                        rows(
                                "SELECT name, position, from_rev FROM catalog_column WHERE connection_id = ? ORDER BY position"))
                .containsExactly("A|0|1", "B|1|2", "C|2|1");
        assertThat(rows("SELECT name FROM catalog_column_history WHERE connection_id = ?"))
                .isEmpty();
    }

    @Test
    void a_new_and_a_removed_table_are_one_change_each() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")), table("Lead").with(column("Id")));

        ReconcileResult result = reconcile(
                account(column("Id")), contact(column("Id")), table("Case").with(column("Id")));

        assertThat(changes()).containsExactly("Case|null|added|null|null|null", "Lead|null|removed|null|null|null");
        assertThat(result.changes()).containsEntry("added", 1).containsEntry("removed", 1);
        assertThat(rows("SELECT presumed FROM catalog_change WHERE connection_id = ? AND kind = 'removed'"))
                .containsExactly("true");
        assertThat(rows("SELECT removed_at IS NOT NULL FROM catalog_table WHERE connection_id = ? AND name = 'Lead'"))
                .containsExactly("true");
    }

    @Test
    void what_comes_back_gets_its_old_row() throws SQLException {
        reconcile(account(column("Id"), column("Name"), column("Old")), contact(column("Id")), table("Lead"));
        List<String> ids = rows("SELECT id FROM catalog_column WHERE connection_id = ? ORDER BY id");
        reconcile(account(column("Id"), column("Name")), contact(column("Id")));

        reconcile(account(column("Id"), column("Name"), column("OLD")), contact(column("Id")), table("Lead"));

        assertThat(changes())
                .containsExactly(
                        "Account|Old|removed|null|null|null",
                        "Lead|null|removed|null|null|null",
                        "Account|OLD|restored|null|null|null",
                        "Lead|null|restored|null|null|null");
        assertThat(rows("SELECT id FROM catalog_column WHERE connection_id = ? ORDER BY id"))
                .isEqualTo(ids);
        assertThat(rows("SELECT count(*) FROM catalog_column WHERE connection_id = ? AND removed_at IS NULL"))
                .containsExactly("4");
    }

    @Test
    void a_table_that_comes_back_otherwise_is_one_change() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")), table("Lead").with(column("Id"), column("Old")));
        reconcile(account(column("Id")), contact(column("Id")));

        ReconcileResult result = reconcile(
                account(column("Id")),
                contact(column("Id")),
                table("Lead").label("Prospect").with(column("Id").label("Key"), column("New")));

        assertThat(changes()).containsExactly("Lead|null|removed|null|null|null", "Lead|null|restored|null|null|null");
        assertThat(result.changes()).isEqualTo(Map.of("restored", 1));
    }

    @Test
    void columns_in_another_order_are_moved_in_place() throws SQLException {
        reconcile(account(column("A"), column("B"), column("C")));

        ReconcileResult result = reconcile(account(column("B"), column("C"), column("A")));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(rows("SELECT name, position FROM catalog_column WHERE connection_id = ? ORDER BY position"))
                .containsExactly("B|0", "C|1", "A|2");
    }

    @Test
    void a_table_that_could_not_be_read_is_not_removed() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")));

        ReconcileResult result = reconcile(whole(), List.of("Account", "Contact"), account(column("Id")));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(rows("SELECT name FROM catalog_table WHERE connection_id = ? AND removed_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void a_run_over_named_tables_touches_nothing_else() throws SQLException {
        reconcile(account(column("Id"), column("Name")), contact(column("Id")));

        reconcile(new Request("1.0", "u", false, false), List.of(), account(column("Id")));

        assertThat(changes()).containsExactly("Account|Name|removed|null|null|null");
        assertThat(rows("SELECT name FROM catalog_table WHERE connection_id = ? AND removed_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void a_member_that_only_the_new_api_version_has_is_no_change() throws SQLException {
        reconcile(account(column("Id").nativeValues("{\"old\": 1}")).columnKeys("name", "old"));

        ReconcileResult result = reconcile(
                new Request("2.0", "u", true, false),
                List.of("Account"),
                account(column("Id").nativeValues("{\"old\": 1, \"new\": 2}")).columnKeys("name", "old", "new"));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(rows("SELECT native, from_rev FROM catalog_column WHERE connection_id = ?"))
                .containsExactly("{\"new\": 2, \"old\": 1}|1");
        assertThat(rows("SELECT id FROM catalog_column_history WHERE connection_id = ?"))
                .isEmpty();
    }

    @Test
    void a_member_that_both_versions_have_is_a_change() throws SQLException {
        reconcile(account(column("Id").nativeValues("{\"old\": 1}")).columnKeys("name", "old"));

        reconcile(
                new Request("2.0", "u", true, false),
                List.of("Account"),
                account(column("Id").nativeValues("{\"old\": 3, \"new\": 2}")).columnKeys("name", "old", "new"));

        assertThat(changes()).containsExactly("Account|Id|changed|native.old|1|3");
    }

    @Test
    void another_describing_user_removes_nothing() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")), table("Lead"));

        ReconcileResult result = reconcile(
                new Request("1.0", "other", true, false), List.of("Account", "Contact"), account(column("Id")));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(result.notices()).singleElement().asString().contains("another user describes the org");
    }

    @Test
    void the_loss_of_more_than_half_of_the_catalog_removes_nothing_unless_forced() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")), table("Lead"));

        ReconcileResult doubted = reconcile(account(column("Id")));
        ReconcileResult forced =
                reconcile(new Request("1.0", "u", true, true), List.of("Account"), account(column("Id")));

        assertThat(doubted.notices()).singleElement().asString().contains("more than half");
        assertThat(doubted.revision()).isEqualTo(1);
        assertThat(forced.changes()).containsEntry("removed", 2);
    }

    @Test
    void record_type_ids_are_no_change_but_record_types_are() throws SQLException {
        reconcile(account().recordTypes("[{\"developerName\": \"A\", \"recordTypeId\": \"1\"}]"));
        ReconcileResult ids = reconcile(account().recordTypes("[{\"developerName\": \"A\", \"recordTypeId\": \"2\"}]"));

        reconcile(account().recordTypes("[{\"developerName\": \"B\", \"recordTypeId\": \"2\"}]"));

        assertThat(ids.revision()).isEqualTo(1);
        assertThat(changes())
                .containsExactly(
                        "Account|null|changed|recordTypes|[{\"recordTypeId\": \"2\", \"developerName\": \"A\"}]|"
                                + "[{\"recordTypeId\": \"2\", \"developerName\": \"B\"}]");
    }

    @Test
    void a_renamed_child_relationship_is_a_change_of_the_column() throws SQLException {
        String child = "[{\"childSObject\": \"Contact\", \"field\": \"AccountId\", \"relationshipName\": \"%s\"}]";
        reconcile(
                account(column("Id")).children(child.formatted("Contacts")),
                contact(column("AccountId").references("Account")));

        reconcile(
                account(column("Id")).children(child.formatted("People")),
                contact(column("AccountId").references("Account")));

        assertThat(changes())
                .containsExactly("Contact|AccountId|changed|childRelationshipName|\"Contacts\"|\"People\"");
        assertThat(rows("SELECT child_relationships -> 0 ->> 'relationshipName' FROM catalog_table"
                        + " WHERE connection_id = ? AND name = 'Account'"))
                .containsExactly("People");
    }

    @Test
    void a_child_relationship_that_comes_or_goes_alone_is_a_revision_without_changes() throws SQLException {
        String entry = "{\"childSObject\": \"Outside__c\", \"field\": \"Account__c\", \"relationshipName\": %s}";
        String first = entry.replace("%s", "null");
        String second = entry.replace("%s", "\"Second__r\"");
        reconcile(account(column("Id")).children("[" + first + ", " + first + "]"));

        ReconcileResult result = reconcile(account(column("Id")).children("[" + second + ", " + first + "]"));

        assertThat(result.revision()).isEqualTo(2);
        assertThat(changes()).isEmpty();
        assertThat(rows("SELECT revision, went, came FROM catalog_child_relationship_delta WHERE connection_id = ?"))
                .containsExactly("2|[" + inOrder(first) + "]|[" + inOrder(second) + "]");
    }

    /** As PostgreSQL keeps it: the shorter name first. */
    private static String inOrder(String entry) {
        return entry.replaceFirst("\\{(.*), (\"field.*), (\"rel.*)}", "{$2, $1, $3}");
    }

    @Test
    void child_relationships_in_another_order_are_no_change() throws SQLException {
        reconcile(account(column("Id"))
                .children("[{\"childSObject\": \"A\", \"field\": \"F\"}, {\"childSObject\": \"B\"}]"));

        ReconcileResult result = reconcile(account(column("Id"))
                .children("[{\"childSObject\": \"B\"}, {\"field\": \"F\", \"childSObject\": \"A\"}]"));

        assertThat(result.revision()).isEqualTo(1);
        assertThat(rows("SELECT id FROM catalog_child_relationship_delta WHERE connection_id = ?"))
                .isEmpty();
    }

    @Test
    void a_name_that_joins_another_one_of_the_same_column_renames_nothing() throws SQLException {
        String entry = "{\"childSObject\": \"Contact\", \"field\": \"AccountId\", \"relationshipName\": \"%s\"}";
        String contacts = entry.replace("%s", "Contacts");
        reconcile(account(column("Id")).children("[" + contacts + "]"), contact(column("AccountId")));

        reconcile(
                account(column("Id")).children("[" + contacts + ", " + entry.replace("%s", "People") + "]"),
                contact(column("AccountId")));

        assertThat(changes()).isEmpty();
    }

    @Test
    void a_member_of_child_relationships_that_another_api_version_brings_is_no_change() throws SQLException {
        String old = "{\"childSObject\": \"A\", \"field\": \"F\", \"cascadeDelete\": %s}";
        String young = "{\"childSObject\": \"A\", \"field\": \"F\", \"cascadeDelete\": %s, \"ownedBy\": \"A\"}";
        Request next = new Request("2.0", "u", true, false);
        reconcile(account().children("[" + old.replace("%s", "true") + "]"));

        ReconcileResult brought =
                reconcile(next, List.of("Account"), account().children("[" + young.replace("%s", "true") + "]"));
        ReconcileResult changed =
                reconcile(next, List.of("Account"), account().children("[" + young.replace("%s", "false") + "]"));
        ReconcileResult both = reconcile(account().children("[" + old.replace("%s", "true") + "]"));
        ReconcileResult gone =
                reconcile(account().children("[" + old.replace("%s", "true").replace("A", "B") + "]"));

        assertThat(brought.revision()).isEqualTo(1);
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(both.revision())
                .as("another version, and another value of what both have")
                .isEqualTo(3);
        assertThat(gone.revision()).isEqualTo(4);
    }

    @Test
    void a_table_that_the_filter_leaves_out_is_excluded_and_comes_back_as_it_was() throws SQLException {
        reconcile(account(column("Id")), contact(column("Id")));

        UUID run = stage(
                List.of(new Staging.Listed("Account", true), new Staging.Listed("Contact", false)),
                account(column("Id")));
        ReconcileResult out = reconciler.reconcile(whole().reading(connection, run), Supplier::get);
        List<String> excluded =
                rows("SELECT name FROM catalog_table WHERE connection_id = ? AND excluded_at IS NOT NULL");
        ReconcileResult in = reconcile(account(column("Id")), contact(column("Id")));

        assertThat(excluded).containsExactly("Contact");
        assertThat(out.revision()).isEqualTo(2);
        assertThat(in.revision()).isEqualTo(3);
        assertThat(changes()).isEmpty();
        assertThat(rows("SELECT name FROM catalog_table WHERE connection_id = ? AND excluded_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void texts_arrive_as_they_were_read() throws SQLException {
        String odd = "\\ back\tslash\nand 'quotes' \"and\" \u540d\u524d {a,b} \\N \r\n end ";
        reconcile(account(column("Id").label(odd).references("We,ird", "{Qu\"ote\\d}")));

        assertThat(rows("SELECT label FROM catalog_column WHERE connection_id = ?"))
                .containsExactly(odd);
        assertThat(rows("SELECT reference_to[1], reference_to[2] FROM catalog_column WHERE connection_id = ?"))
                .containsExactly("We,ird|{Qu\"ote\\d}");
    }

    @Test
    void characters_that_postgresql_cannot_store_are_replaced() throws SQLException {
        reconcile(account(column("Id").label("a\0b").nativeValues("{\"x\": \"a\\u0000b\\\\u0000\"}")));

        assertThat(rows("SELECT label, native ->> 'x' FROM catalog_column WHERE connection_id = ?"))
                .containsExactly("a\ufffdb|a\ufffdb\\u0000");
    }

    @Test
    void a_batch_of_a_lost_owner_leaves_no_row() throws SQLException {
        UUID run = UUID.randomUUID();
        StagedBatch batch = new StagedBatch(
                new StagingOwner(connection, run, 1, c -> {
                    throw new IllegalStateException("another owner");
                }),
                1);
        batch.add(account(column("Id")).build());

        assertThatThrownBy(() -> staging.write(batch)).hasStackTraceContaining("another owner");

        assertThat(staging.staged(run).tables()).isEmpty();
    }

    private record Request(String version, String user, boolean whole, boolean forced) {
        Reading reading(UUID connection, UUID run) {
            return new Reading(
                    connection,
                    run,
                    version,
                    user,
                    "en_US",
                    1,
                    whole,
                    false,
                    forced,
                    new Reading.Validity("r", "", "", null, null, List.of()));
        }
    }

    private static Request whole() {
        return new Request("1.0", "u", true, false);
    }

    private static Readings.TableBuilder account(Readings.ColumnBuilder... columns) {
        return table("Account").with(columns);
    }

    private static Readings.TableBuilder contact(Readings.ColumnBuilder... columns) {
        return table("Contact").with(columns);
    }

    private ReconcileResult reconcile(Readings.TableBuilder... tables) {
        List<String> names = Arrays.stream(tables).map(t -> t.build().name()).toList();
        return reconcile(whole(), names, tables);
    }

    private ReconcileResult reconcile(Request request, List<String> listed, Readings.TableBuilder... tables) {
        UUID run = stage(listed.stream().map(n -> new Staging.Listed(n, true)).toList(), tables);
        ReconcileResult result = reconciler.reconcile(request.reading(connection, run), Supplier::get);
        staging.clear(run);
        return result;
    }

    private UUID stage(List<Staging.Listed> listed, Readings.TableBuilder... tables) {
        UUID run = UUID.randomUUID();
        StagingOwner owner = new StagingOwner(connection, run, 1, c -> {});
        staging.list(owner, listed);
        StagedBatch batch = new StagedBatch(owner, 1);
        Stream.of(tables).forEach(t -> batch.add(t.build()));
        staging.write(batch);
        return run;
    }

    private List<String> changes() throws SQLException {
        return rows("SELECT table_name, column_name, kind, attribute, before, after FROM catalog_change"
                + " WHERE connection_id = ? ORDER BY id");
    }

    /** Every row of the connection with the transaction that wrote it. */
    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of(
                "catalog_head",
                "catalog_revision",
                "catalog_table",
                "catalog_column",
                "catalog_table_history",
                "catalog_column_history",
                "catalog_child_relationship_delta",
                "catalog_picklist",
                "catalog_change")) {
            all.addAll(rows(
                    "SELECT '" + table + "', xmin, ctid FROM " + table + " WHERE connection_id = ? ORDER BY ctid"));
        }
        return all;
    }

    private List<String> rows(String sql) throws SQLException {
        try (var jdbc = database.getConnection();
                var statement = jdbc.prepareStatement(sql)) {
            statement.setObject(1, connection);
            var result = statement.executeQuery();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)).replaceFirst("^t$", "true"));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
