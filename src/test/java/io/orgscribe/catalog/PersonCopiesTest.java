package io.orgscribe.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogKnowledge.Edit;

import static io.orgscribe.catalog.CatalogFixture.annotation;
import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static org.assertj.core.api.Assertions.assertThat;

/** What Account's copies of Contact's fields are known by, and what they take over. */
@OrgscribeTest
class PersonCopiesTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
    private static final ColumnAnnotation PERSON = annotation("Account", "IsPersonAccount", Map.of());
    private static final Map<String, Object> SUM = Map.of("custom", true, "calculated", true);

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
    void an_edit_is_one_of_the_copy_by_its_id_or_by_its_name() {
        read("IsPersonAccount", "Own__pc", "ns__Own__pc", "Shared__pc")
                .defines(
                        "Account",
                        PERSON,
                        annotation("Account", "Own__pc", Map.of("durableId", "other", "lastModifiedAt", MONDAY)),
                        annotation("Account", "ns__Own__pc", Map.of("lastModifiedAt", MONDAY)),
                        annotation("Account", "Shared__pc", Map.of("durableId", "shared", "lastModifiedAt", MONDAY)))
                .reconcile();

        assertThat(edited("own", "Own__pc", TUESDAY)).containsExactly("Account");
        assertThat(edited("own", "NS__OWN__PC", TUESDAY)).containsExactly("Account");
        assertThat(edited("shared", "Renamed__pc", TUESDAY)).containsExactly("Account");
        assertThat(edited("own", "Own__pc", MONDAY)).as("known").isEmpty();
        assertThat(edited("new", "New__pc", TUESDAY)).as("without a copy").isEmpty();
    }

    @Test
    void without_person_accounts_a_name_proves_nothing() {
        read("Own__pc", "Shared__pc")
                .defines(
                        "Account",
                        annotation("Account", "Own__pc", Map.of()),
                        annotation("Account", "Shared__pc", Map.of("durableId", "shared")))
                .defines(
                        "Contact",
                        annotation("Contact", "Own__c", Map.of("durableId", "own", "description", "Of Contact")),
                        annotation("Contact", "Shared__c", Map.of("durableId", "shared", "description", "Of Contact")))
                .reconcile();

        assertThat(edited("own", "Own__pc", TUESDAY)).isEmpty();
        assertThat(edited("shared", "Shared__pc", TUESDAY)).containsExactly("Account");
        assertThat(values("description")).containsExactly("Own__pc", "Shared__pc|Of Contact");
    }

    @Test
    void a_copy_has_its_own_annotations_before_those_of_contact() {
        read("IsPersonAccount", "Bare__pc", "Told__pc")
                .defines("Account", PERSON, bare(), told())
                .defines("Contact", ofContact("Bare__c", "Of Contact"), ofContact("Told__c", "Of Contact"))
                .reconcile();

        assertThat(values("description, compliance_groups, security_classification, manageable_state,"
                        + " last_modified_by, durable_id"))
                .containsExactly(
                        "IsPersonAccount|{}",
                        "Bare__pc|Of Contact|{PII}|Internal|unmanaged|Ann|Bare__c",
                        "Told__pc|Of Account|{PII}|Internal|unmanaged|Bob|Told__c");
    }

    @Test
    void what_contact_had_holds_where_it_is_not_read() {
        read("IsPersonAccount", "Bare__pc", "Told__pc")
                .defines("Account", PERSON, bare(), told())
                .defines("Contact", ofContact("Bare__c", "Of Contact"), ofContact("Told__c", "Of Contact"))
                .reconcile();
        List<String> before = values("description, last_modified_by, from_rev");

        ReconcileResult result = run().unmodified("Account", "Contact")
                .defines("Account", PERSON, bare(), told())
                .reconcile();

        assertThat(result.revision()).isEqualTo(1);
        assertThat(values("description, last_modified_by, from_rev")).isEqualTo(before);
    }

    @Test
    void a_copy_goes_by_its_id_before_its_name() {
        read("IsPersonAccount", "Old__pc")
                .defines("Account", PERSON, annotation("Account", "Old__pc", Map.of("durableId", "New__c")))
                .defines("Contact", ofContact("Old__c", "By name"), ofContact("New__c", "By id"))
                .reconcile();

        assertThat(values("description")).contains("Old__pc|By id");
    }

    @Test
    void a_roll_up_is_read_again_when_contacts_date_moves_and_not_otherwise() {
        TestRun first = run().read(
                        table("Account", column("IsPersonAccount"), column("Sum__pc", SUM)),
                        table("Contact", column("Sum__c", SUM)))
                .defines("Account", PERSON, annotation("Account", "Sum__pc", Map.of()))
                .defines("Contact", ofContact("Sum__c", null))
                .rollUp("Sum__c", "{\"operation\": \"sum\"}");
        first.reconcile();
        assertThat(values("roll_up")).contains("Sum__pc|{\"operation\": \"sum\"}");

        TestRun again = run().unmodified("Account", "Contact")
                .defines("Account", PERSON, annotation("Account", "Sum__pc", Map.of()))
                .stage();

        assertThat(knowledge.rollUpsDue(connection, again.id()).toRead()).isEmpty();
        again.defines(
                "Contact", annotation("Contact", "Sum__c", Map.of("durableId", "Sum__c", "lastModifiedAt", TUESDAY)));
        assertThat(knowledge.rollUpsDue(connection, again.id()).toRead()).containsExactly("Sum__c");
    }

    @Test
    void account_is_read_with_contact_where_it_has_copies() {
        read("IsPersonAccount", "Own__pc").reconcile();

        assertThat(knowledge.copying(connection, List.of("Contact", "Lead"))).containsExactly("Account");
        assertThat(knowledge.copying(connection, List.of("Lead"))).isEmpty();
        run().read(table("Account", column("Id")), table("Contact", column("Id")))
                .forced()
                .reconcile();
        assertThat(knowledge.copying(connection, List.of("Contact"))).isEmpty();
    }

    private static ColumnAnnotation bare() {
        return annotation("Account", "Bare__pc", Map.of());
    }

    private static ColumnAnnotation told() {
        return annotation(
                "Account",
                "Told__pc",
                Map.of("description", "Of Account", "lastModifiedAt", TUESDAY, "lastModifiedBy", "Bob"));
    }

    private static ColumnAnnotation ofContact(String name, String description) {
        return annotation(
                "Contact",
                name,
                Map.of(
                        "durableId",
                        name,
                        "description",
                        description == null ? "" : description,
                        "complianceGroups",
                        List.of("PII"),
                        "securityClassification",
                        "Internal",
                        "manageableState",
                        "unmanaged",
                        "lastModifiedAt",
                        MONDAY,
                        "lastModifiedBy",
                        "Ann"));
    }

    /** A run that describes Account with these columns, and Contact with those that they are copies of. */
    private TestRun read(String... columns) {
        return run().read(table("Account", columns(columns)), table("Contact", columns("Id", "Old__c", "New__c")));
    }

    private static ColumnReading[] columns(String... names) {
        return List.of(names).stream().map(CatalogFixture::column).toArray(ColumnReading[]::new);
    }

    private List<String> edited(String column, String copy, Instant at) {
        return List.copyOf(knowledge.edited(connection, List.of(new Edit("Account", column, copy, at))));
    }

    private List<String> values(String columns) {
        try {
            return catalog.values("SELECT concat_ws('|', c.name, " + columns.replaceAll("(^|, )", "$1c.")
                    + ") FROM catalog_column c JOIN catalog_table t ON t.id = c.table_id WHERE t.name = 'Account'"
                    + " AND c.connection_id = '" + connection + "' ORDER BY c.position, c.name_key");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestRun run() {
        return catalog.run(connection);
    }
}
