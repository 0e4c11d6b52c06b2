package io.orgscribe.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogKnowledge.Known;
import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogKnowledge.Validators;

import static io.orgscribe.catalog.CatalogFixture.annotation;
import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OrgscribeTest
class CatalogKnowledgeTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");

    private static final ColumnReading ID = column("Id");
    private static final ColumnReading OWN = column("Own__c", Map.of("custom", true));
    private static final Json RECORD_TYPES = new Json("[{\"developerName\": \"Master\", \"master\": true},"
            + " {\"developerName\": \"Partner\", \"master\": false}]");
    private static final Json MASTER = new Json("[{\"developerName\": \"Master\", \"master\": true}]");

    @Inject
    CatalogFixture catalog;

    @Inject
    CatalogKnowledge knowledge;

    @Inject
    RecordCounts counts;

    @Inject
    Staging staging;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @Test
    void tables_are_told_with_what_decides_how_they_are_read() {
        run().read(
                        table("Account", List.of(ID, OWN), Map.of("recordTypes", RECORD_TYPES)),
                        table("Contact", List.of(ID), Map.of("recordTypes", MASTER)),
                        table("Left__c", ID),
                        table("Unseen__c", ID),
                        table("Gone__c", ID))
                .defines(List.of(), annotation("Account", Map.of("customizable", true, "durableId", "Account")))
                .reconcile();
        run().lists("Account", "Contact")
                .excludes(Set.of("Left__c"))
                .defines(List.of("Gone__c"), annotation("Unseen__c", Map.of()))
                .reconcile();

        assertThat(knowledge.tables(connection))
                .containsExactly(
                        new Known("Account", "standard", "Account", 2, 1, false, false, true, true),
                        new Known("Contact", "standard", null, 1, 0, false, false, false, null),
                        new Known("Left__c", "standard", null, 1, 0, false, true, false, null),
                        new Known("Unseen__c", "standard", null, 1, 0, true, false, false, null));
        assertThat(knowledge.shown(connection)).containsExactly("Account", "Contact");
    }

    @Test
    void staged_tables_that_differ_from_the_catalog_are_told() {
        run().read(
                        table("Same", ID, OWN),
                        table("Label", ID),
                        table("Column", ID),
                        table("More", ID),
                        table("Fewer", ID, OWN),
                        table("Gone"))
                .reconcile();
        run().lists("Same", "Label", "Column", "More", "Fewer").reconcile();
        TestRun run = run().read(
                        table("Same", ID, OWN),
                        table("Label", List.of(ID), Map.of("label", "Other")),
                        table("Column", column("Id", Map.of("label", "Other"))),
                        table("More", ID, OWN),
                        table("Fewer", ID),
                        table("Gone"),
                        table("New"))
                .stage();

        assertThat(knowledge.changed(connection, run.id()))
                .containsExactlyInAnyOrder("Label", "Column", "More", "Fewer", "Gone", "New");
    }

    @Test
    void sizes_are_of_the_staging_or_else_of_the_catalog() {
        run().read(
                        table("Account", List.of(ID, OWN), Map.of("recordTypes", RECORD_TYPES)),
                        table("Contact", List.of(ID, OWN), Map.of("recordTypes", RECORD_TYPES)))
                .defines("Account", annotation("Account", "Hidden__c", Map.of("durableId", "00N000000000009")))
                .reconcile();
        TestRun run = run().read(table("Account", List.of(ID), Map.of("recordTypes", MASTER)), table("Empty"))
                .stage();

        assertThat(knowledge.sizes(connection, run.id(), List.of("ACCOUNT", "Contact", "Empty", "Unknown")))
                .isEqualTo(Map.of(
                        "account",
                        new Size(null, 2, 1),
                        "contact",
                        new Size(null, 2, 1),
                        "empty",
                        new Size(null, 0, 0)));
        assertThat(knowledge.withRecordTypes(connection, run.id(), List.of("ACCOUNT", "Contact", "Empty", "Unknown")))
                .containsExactly("contact");
        assertThat(knowledge.sizes(connection, run.id(), List.of())).isEmpty();
    }

    @Test
    void roll_ups_are_read_where_they_are_unknown_or_have_moved() {
        Map<String, Object> calculated = Map.of("custom", true, "calculated", true);
        TableReading account = table(
                "Account",
                ID,
                column("Known__c", calculated),
                column("Moved__c", calculated),
                column("Unread__c", calculated),
                column("Formula__c", Map.of("custom", true, "calculated", true, "formula", "1 + 1")),
                column("Plain__c", Map.of("custom", true)));
        run().read(account)
                .defines("Account", modified("Known__c", "k", MONDAY), modified("Moved__c", "m", MONDAY))
                .rollUp("k", "{\"operation\": \"sum\"}")
                .rollUp("m", "{\"operation\": \"sum\"}")
                .reconcile();
        ColumnAnnotation[] annotations = {
            modified("Known__c", "k", MONDAY),
            modified("Moved__c", "m", TUESDAY),
            modified("Unread__c", "u", MONDAY),
            modified("Formula__c", "f", MONDAY),
            modified("Plain__c", "p", MONDAY),
            modified("New__c", "n", MONDAY)
        };
        TestRun unchanged =
                run().unmodified("Account").defines("Account", annotations).stage();
        TestRun changed = run().read(table("Account", column("New__c", calculated)))
                .defines("Account", annotations)
                .rollUp("u", "{}")
                .stage();

        assertThat(knowledge.rollUpsDue(connection, unchanged.id()).toRead()).containsExactly("m", "u");
        assertThat(knowledge.rollUpsDue(connection, changed.id()).toRead()).containsExactly("m", "n");
    }

    private static ColumnAnnotation modified(String name, String durableId, Instant at) {
        return annotation("Account", name, Map.of("durableId", durableId, "lastModifiedAt", at));
    }

    @Test
    void validators_are_merged_with_what_still_holds() {
        run().validity("r", "all", "Mon", MONDAY, MONDAY)
                .read(dated("Account", "A1"), dated("Contact", "C1"), dated("Undated", "U1"), dated("Lead", "L1"))
                .defines(List.of())
                .reconcile();
        run().validity("r", "all", null, null, TUESDAY)
                .read(dated("Contact", "C2"), dated("New", "N1"), table("Undated"))
                .unmodified("Account")
                .defines(List.of("Lead"))
                .reconcile();

        assertThat(knowledge.validators(connection))
                .contains(new Validators(
                        "r",
                        "all",
                        "Mon",
                        Map.of("account", "A1", "contact", "C2", "new", "N1"),
                        MONDAY,
                        TUESDAY,
                        Set.of()));
        assertThat(knowledge.validators(UUID.randomUUID())).isEmpty();
    }

    @Test
    void after_a_run_that_could_not_read_definitions_all_are_to_be_read() {
        run().validity("r", "all", "Mon", MONDAY, MONDAY)
                .read(dated("Account", "A1"))
                .defines(List.of())
                .reconcile();
        run().validity("r", "all", "Mon", null, null).unmodified("Account").reconcile();

        assertThat(knowledge.validators(connection))
                .contains(new Validators("r", "all", "Mon", Map.of("account", "A1"), null, MONDAY, Set.of()));
    }

    @Test
    void validators_of_another_reading_are_dropped() {
        run().validity("r", "all", "Mon", MONDAY, MONDAY)
                .read(dated("Account", "A1"), dated("Contact", "C1"))
                .reconcile();
        run().validity("other", "all", null, null, null)
                .notWhole()
                .read(dated("Contact", "C2"))
                .reconcile();

        assertThat(knowledge.validators(connection))
                .contains(new Validators("other", "all", "", Map.of("contact", "C2"), null, null, Set.of()));
    }

    @Test
    void the_date_of_the_list_holds_for_its_filter_only() {
        run().validity("r", "all", "Mon", null, null)
                .read(dated("Account", "A1"))
                .reconcile();
        run().validity("r", "some", null, null, null).unmodified("Account").reconcile();

        assertThat(knowledge.validators(connection))
                .contains(new Validators("r", "some", "", Map.of("account", "A1"), null, null, Set.of()));
    }

    @Test
    void what_was_withheld_is_read_again() {
        run().validity("r", "all", "Mon", null, null)
                .read(dated("Account", "A1"), dated("Contact", "C1"), dated("Lead", "L1"))
                .reconcile();
        run().validity("r", "all", "Tue", null, null)
                .read(dated("Account", "A2"))
                .reconcile();

        assertThat(knowledge.validators(connection))
                .contains(new Validators("r", "all", "", Map.of(), null, null, Set.of()));
    }

    private static TableReading dated(String name, String lastModified) {
        return table(name, List.of(ID), Map.of("lastModified", lastModified));
    }

    @Test
    void a_run_goes_on_from_what_is_staged_and_marked() {
        TestRun run = run().read(table("Account", ID, OWN))
                .unmodified("Contact")
                .defines(List.of("Asked"), annotation("Account", Map.of()))
                .defines("Account", annotation("Account", "Id", Map.of()))
                .defines(
                        "Account",
                        annotation("Account", "Id", Map.of()),
                        annotation("Account", "ID", Map.of("label", "last")))
                .rollUp("aBc", "{}")
                .stage();

        Staging.Staged staged = staging.staged(run.id());
        assertThat(staged.has("ACCOUNT") && staged.has("contact")).isTrue();
        assertThat(staged.has("Lead")).isFalse();
        assertThat(List.of(staged.tables().size(), staged.unmodified().size(), staged.columns()))
                .containsExactly(1, 1, 2);
        assertThat(staging.marked(run.id(), Staging.TABLES)).containsExactlyInAnyOrder("asked", "account");
        assertThat(staging.marked(run.id(), Staging.COLUMNS)).containsExactly("account");
        assertThat(staging.marked(run.id(), Staging.ROLL_UPS)).containsExactly("aBc");
        staging.clear(run.id());
        assertThat(staging.staged(run.id()).tables()).isEmpty();
        assertThat(staging.marked(run.id(), Staging.TABLES)).isEmpty();
    }

    @Test
    void notes_of_a_lost_owner_leave_no_row() {
        UUID run = UUID.randomUUID();

        StagingOwner lost = new StagingOwner(connection, run, 1, c -> {
            throw new IllegalStateException("another owner");
        });

        assertThatThrownBy(() -> staging.annotateColumns(
                        lost, List.of("Account"), List.of(), List.of(annotation("Account", "Id", Map.of()))))
                .hasStackTraceContaining("another owner");

        assertThat(staging.marked(run, Staging.COLUMNS)).isEmpty();
    }

    @Test
    void counts_are_kept_where_they_move() throws SQLException {
        run().read(table("Account", ID), table("Contact", ID)).reconcile();
        counts.record(connection, Map.of("Account", 10L, "Contact", 5L));
        age();
        counts.record(connection, Map.of("Account", 10L, "Contact", 6L));
        counts.record(connection, Map.of("Account", 10L, "Contact", 7L));

        assertThat(counts.newest(connection)).isEqualTo(Map.of("account", 10L, "contact", 7L));
        assertThat(catalog.values("SELECT table_name || ' ' || record_count FROM orgscribe_v1.record_counts"
                        + " WHERE connection_id = '" + connection + "' ORDER BY table_name, day"))
                .containsExactly("Account 10", "Contact 5", "Contact 7");
        assertThat(given().get("/api/v1/connections/{id}/tables", connection)
                        .as(JsonReply.class)
                        .getList("items.recordCount", Integer.class))
                .containsExactly(10, 7);
    }

    @Test
    void a_table_that_is_not_counted_any_more_has_no_records() {
        counts.record(connection, Map.of("Account", 10L, "Contact", 0L));

        counts.record(connection, Map.of("Lead", 1L));

        assertThat(counts.newest(connection)).isEqualTo(Map.of("account", 0L, "contact", 0L, "lead", 1L));
    }

    @Test
    void counts_go_with_a_renamed_table() throws SQLException {
        TableAnnotation old = annotation("Old__c", Map.of("durableId", "01I000000000001"));
        TableAnnotation renamed = annotation("New__c", Map.of("durableId", "01I000000000001"));
        run().read(table("Old__c", ID)).defines(List.of(), old).reconcile();
        counts.record(connection, Map.of("Old__c", 10L));
        age();
        counts.record(connection, Map.of("New__c", 11L));

        run().read(table("New__c", ID)).defines(List.of("Old__c"), renamed).reconcile();

        assertThat(catalog.values("SELECT table_name || ' ' || record_count FROM orgscribe_v1.record_counts"
                        + " WHERE connection_id = '" + connection + "' ORDER BY day"))
                .containsExactly("New__c 10", "New__c 11");
    }

    /** Makes yesterday's counts of today's. */
    private void age() throws SQLException {
        catalog.execute("UPDATE catalog_record_count SET day = day - 1 WHERE connection_id = '" + connection + "'");
    }

    private TestRun run() {
        return catalog.run(connection);
    }
}
