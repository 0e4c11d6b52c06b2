package io.orgscribe.catalog;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static org.assertj.core.api.Assertions.assertThat;

/** What parents call the records that refer to them, as changes of the columns that do. */
@OrgscribeTest
class RelationshipNamesTest {

    @Inject
    CatalogFixture catalog;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @Test
    void a_name_that_comes_or_goes_with_its_entry_is_a_change_while_the_reference_stays() throws SQLException {
        catalog.reconcile(connection, parent("Account"), child(reference("WhatId", "Account")));
        catalog.reconcile(connection, parent("Account", "Tasks"), child(reference("WhatId", "Account")));
        catalog.reconcile(connection, parent("Account"), child(reference("WhatId", "Account")));

        assertThat(changes())
                .containsExactly(
                        "WhatId changed childRelationshipName:  Tasks", "WhatId changed childRelationshipName: Tasks ");
    }

    @Test
    void an_entry_that_comes_or_goes_with_the_reference_is_told_by_the_reference() throws SQLException {
        catalog.reconcile(connection, parent("Account"), child(column("WhatId")));
        catalog.reconcile(connection, parent("Account", "Tasks"), child(reference("WhatId", "Account")));
        catalog.reconcile(connection, parent("Account"), child(column("WhatId")));

        assertThat(changes()).noneMatch(change -> change.contains("childRelationshipName"));
    }

    @Test
    void a_name_that_several_parents_change_alike_is_one_change() throws SQLException {
        ColumnReading what = reference("WhatId", "Account", "Lead", "Case");
        catalog.reconcile(
                connection, parent("Account", "Tasks"), parent("Lead", "Tasks"), parent("Case", "Tasks"), child(what));
        catalog.reconcile(
                connection, parent("Account", "Work"), parent("Lead", "Work"), parent("Case", "Jobs"), child(what));

        assertThat(changes())
                .containsExactlyInAnyOrder(
                        "WhatId changed childRelationshipName: Tasks Jobs",
                        "WhatId changed childRelationshipName: Tasks Work");
    }

    @Test
    void of_a_column_that_goes_no_name_changes() throws SQLException {
        catalog.reconcile(
                connection,
                parent("Account", "Tasks"),
                child(column("Id"), column("Name"), reference("WhatId", "Account")));
        catalog.reconcile(connection, parent("Account", "Work"), child(column("Id"), column("Name")));

        assertThat(changes()).containsExactly("WhatId removed:  ");
    }

    private static TableReading parent(String name, String... relationships) {
        String entries = Stream.of(relationships)
                .map("{\"childSObject\": \"Task\", \"field\": \"WhatId\", \"relationshipName\": \"%s\"}"::formatted)
                .collect(Collectors.joining(", ", "[", "]"));
        return CatalogFixture.table(name, List.of(column("Id")), Map.of("childRelationships", new Json(entries)));
    }

    private static TableReading child(ColumnReading... columns) {
        return CatalogFixture.table("Task", columns);
    }

    private List<String> changes() throws SQLException {
        return catalog.values("SELECT concat_ws(' ', column_name, kind, attribute) || ': '"
                + " || concat_ws(' ', coalesce(before #>> '{}', ''), coalesce(after #>> '{}', ''))"
                + " FROM catalog_change WHERE connection_id = '" + connection + "' ORDER BY id");
    }
}
