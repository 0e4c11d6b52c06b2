package io.orgscribe.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static org.assertj.core.api.Assertions.assertThat;

/** What formulas read, followed through the catalog, and kept as it changes. */
@OrgscribeTest
class ReferencesTest {

    private static final List<String> NAMES = List.of("A__c", "B__c", "C__c", "D__c");
    private static final List<String> TABLES = List.of("One__c", "Two__c", "Three__c");

    @Inject
    CatalogFixture catalog;

    @Inject
    ReferenceUpgrade upgrade;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Name                           | contact.name",
                "Name & NAME                    | contact.name",
                "Account.Name                   | contact.accountid account.name",
                "Account.Owner.Name             | contact.accountid account.ownerid user.name",
                "Account.Parent.Parent.Name     | contact.accountid account.parentid account.parentid account.name",
                "Boss__r.Name                   | contact.boss__c contact.name",
                "Who:User.Name                  | contact.whoid user.name",
                "Who:Queue.Name                 | contact.whoid group.name",
                "Who.Name                       | contact.whoid ambiguous_table(-.name)",
                "$User.Manager.Name             | user.managerid user.name",
                "$Setup.Limits__c.Most__c       | limits__c.most__c",
                "$CustomMetadata.Rule__mdt.Fast.Rate__c | rule__mdt.rate__c",
                "$ObjectType.Account.Fields.Name| account.name",
                "$Label.Hello                   | not_a_column($Label.Hello)",
                "Account.Nothing__c             | contact.accountid unknown_column(account.nothing__c)",
                "Nobody__r.Name                 | unknown_relationship(contact.nobody__r)",
                "Elsewhere__r.Name              | contact.elsewhere__c unknown_table(secret__c.name)",
                "CASESAFEID(Account)            | contact.accountid",
                "IF(Name = , 1, 2)              | contact.name unparsable",
                "\"Name\" /* Name */            | ``",
            })
    void a_path_is_followed_column_by_column(String formula, String expected) throws SQLException {
        catalog.reconcile(connection, org(formula));

        String read = String.join(" ", catalog.values("""
                SELECT CASE WHEN r.reason IS NULL THEN t.name_key || '.' || c.name_key
                    WHEN r.reason = 'unparsable' THEN r.reason
                    WHEN r.reason = 'not_a_column' THEN r.reason || '(' || r.path || ')'
                    ELSE r.reason || '(' || coalesce(r.table_key, '-') || '.' || r.column_key || ')' END
                FROM catalog_reference r
                JOIN catalog_column f ON f.id = r.column_id AND f.name = 'Formula__c'
                LEFT JOIN catalog_column c ON c.id = r.target_id
                LEFT JOIN catalog_table t ON t.id = c.table_id
                WHERE r.connection_id = '%s' AND r.to_rev IS NULL
                ORDER BY r.reason IS NOT NULL AND r.step = 0, r.path, r.step""".formatted(connection)));

        assertThat(read).isEqualTo(expected);
    }

    private static TableReading[] org(String formula) {
        return new TableReading[] {
            table(
                    "Contact",
                    column("Name"),
                    relationship("AccountId", "Account", "Account"),
                    relationship("Boss__c", "Boss__r", "Contact"),
                    relationship("WhoId", "Who", "User", "Group"),
                    relationship("Elsewhere__c", "Elsewhere__r", "Secret__c"),
                    column("Formula__c", Map.of("formula", formula, "calculated", true))),
            table(
                    "Account",
                    column("Name"),
                    relationship("OwnerId", "Owner", "User"),
                    relationship("ParentId", "Parent", "Account")),
            table("User", column("Name"), relationship("ManagerId", "Manager", "User")),
            table("Group", column("Name")),
            table("Limits__c", column("Most__c")),
            table("Rule__mdt", column("Rate__c")),
        };
    }

    private static ColumnReading relationship(String name, String relationship, String... targets) {
        return column(
                name, Map.of("type", "reference", "references", List.of(targets), "relationshipName", relationship));
    }

    @Test
    void what_waits_is_found_when_it_comes_and_lost_when_it_goes() throws SQLException {
        TableReading with =
                table("Account", column("Name"), column("Later__c"), column("F__c", Map.of("formula", "Later__c")));
        TableReading without = table("Account", column("Name"), column("F__c", Map.of("formula", "Later__c")));
        catalog.reconcile(connection, without);
        assertThat(open()).containsExactly("Later__c 1 account.later__c - unknown_column");

        catalog.reconcile(connection, with);
        assertThat(open()).containsExactly("Later__c 1 account.later__c Later__c -");

        catalog.reconcile(connection, without);
        assertThat(open()).containsExactly("Later__c 1 account.later__c - unknown_column");
        assertThat(catalog.values("SELECT from_rev || ' ' || coalesce(to_rev::text, '-') FROM catalog_reference"
                        + " WHERE connection_id = '" + connection + "' ORDER BY from_rev"))
                .containsExactly("1 2", "2 3", "3 -");
    }

    /** Of catalogs that change at random, what is kept step by step is what would be found at once. */
    @Test
    void what_is_kept_is_what_would_be_found_anew() throws SQLException {
        Random random = new Random(7);
        for (int org = 0; org < 3; org++) {
            connection = catalog.connection();
            for (int revision = 0; revision < 15; revision++) {
                TableReading[] tables = TABLES.stream()
                        .filter(table -> random.nextInt(5) > 0)
                        .map(table -> table(table, columns(random)))
                        .toArray(TableReading[]::new);
                catalog.reconcile(connection, tables);
                List<String> kept = open();

                catalog.execute(
                        "UPDATE catalog_head SET references_version = 0 WHERE connection_id = '" + connection + "'");
                while (upgrade.upgradeOne()) {
                    // also of catalogs that other tests have made
                }

                assertThat(kept).as("revision %d", revision).isEqualTo(open());
            }
        }
    }

    private static ColumnReading[] columns(Random random) {
        List<ColumnReading> columns = new ArrayList<>();
        for (String name : NAMES) {
            Map<String, Object> members = new HashMap<>();
            switch (random.nextInt(5)) {
                case 0 -> members.put("formula", path(random) + " + " + path(random));
                case 1, 2 -> {
                    members.put("type", "reference");
                    members.put("references", List.of(TABLES.get(random.nextInt(3))));
                    members.put("relationshipName", name.replace("__c", "__r"));
                }
                case 3 -> members.put("label", "" + random.nextInt());
                default -> {
                    continue;
                }
            }
            columns.add(column(name, members));
        }
        return columns.toArray(ColumnReading[]::new);
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int hops = random.nextInt(3); hops > 0; hops--) {
            path.append(NAMES.get(random.nextInt(4)).replace("__c", "__r")).append('.');
        }
        return path + NAMES.get(random.nextInt(4));
    }

    private List<String> open() throws SQLException {
        return catalog.values("""
                SELECT r.path || ' ' || r.step || ' ' || coalesce(r.table_key, '-') || '.' || r.column_key || ' '
                    || coalesce(c.name, '-') || ' ' || coalesce(r.reason, '-')
                FROM catalog_reference r LEFT JOIN catalog_column c ON c.id = r.target_id
                WHERE r.connection_id = '%s' AND r.to_rev IS NULL
                ORDER BY r.column_id, r.kind, r.path, r.step""".formatted(connection));
    }
}
