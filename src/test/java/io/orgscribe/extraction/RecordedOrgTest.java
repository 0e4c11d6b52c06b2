package io.orgscribe.extraction;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.Recordings;

import static org.assertj.core.api.Assertions.assertThat;

/** Real describes through the whole run into the catalog, against an independent reading as plain trees. */
@OrgscribeTest
class RecordedOrgTest {

    @Inject
    AgroalDataSource database;

    @Test
    void every_member_of_every_recorded_describe_reaches_the_catalog() {
        List<JsonNode> describes = Recordings.files("describe").stream()
                .map(file -> Recordings.tree(Recordings.bytes(file)))
                .toList();

        byOrg(describes).forEach(this::holds);
    }

    @Test
    void every_member_of_a_recorded_whole_org_reaches_the_catalog() {
        holds(Recordings.wholeOrg().stream().map(Recordings::tree).toList());
    }

    /** As Salesforce tells since API 50.0 that a table belongs to another, which no recorded describe does. */
    @Test
    void what_a_table_is_to_another_reaches_the_catalog() {
        List<JsonNode> describes = new ArrayList<>();
        for (String association : List.of(
                "", "History", "Feed", "Share", "ChangeEvent", "Localization", "Comment", "Team", "TeamTemplate")) {
            for (String setting : List.of("true", "false")) {
                describes.add(Recordings.tree("""
                        {"name":"A%1$s%2$s","label":"A","labelPlural":"As","custom":false,"customSetting":%2$s,
                         "associateEntityType":"%1$s","associateParentEntity":"Account","fields":[
                          {"name":"Id","label":"Id","type":"id","length":18}]}""".replace("%1$s", association)
                        .replace("%2$s", setting)
                        .getBytes(StandardCharsets.UTF_8)));
            }
        }

        holds(describes);
    }

    /** Describes of the same table come from several orgs. */
    private static List<List<JsonNode>> byOrg(List<JsonNode> describes) {
        List<List<JsonNode>> orgs = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode describe : describes) {
            int org = seen.merge(describe.get("name").asText().toLowerCase(Locale.ROOT), 1, Integer::sum);
            if (org > orgs.size()) {
                orgs.add(new ArrayList<>());
            }
            orgs.get(org - 1).add(describe);
        }
        return orgs;
    }

    private void holds(List<JsonNode> describes) {
        try (RecordedOrg org = new RecordedOrg(describes)) {
            String connection = TestRuns.connect(org.url(), "key", "secret");

            JsonReply run = TestRuns.extract(connection);

            assertThat(run.getString("status"))
                    .as(() -> TestRuns.failures(run.getString("id")).toString())
                    .isEqualTo("succeeded");
            assertThat(run.getList("notices", String.class))
                    .singleElement()
                    .asString()
                    .contains("View Setup and Configuration");
            Map<String, JsonNode> tables = ServedCatalog.tables(connection);
            Map<String, JsonNode> columns = ServedCatalog.columns(connection);
            Map<String, List<JsonNode>> view = view(connection);
            assertThat(tables).hasSameSizeAs(describes);
            for (JsonNode describe : describes) {
                String name = describe.get("name").asText();
                ExpectedCatalog.assertHolds(name, ExpectedCatalog.table(describe), tables.get(name));
                List<JsonNode> children = ServedCatalog.childRelationships(
                        tables.get(name).get("id").asText());
                ExpectedCatalog.assertHoldsChildren(describe, children, describes);
                assertThat(view.getOrDefault(name, List.of())).as(name).containsExactlyInAnyOrderElementsOf(children);
                int position = 0;
                for (JsonNode field : describe.get("fields")) {
                    String at = name + "." + field.get("name").asText();
                    Map<String, JsonNode> expected = ExpectedCatalog.column(field, describe);
                    expected.put("position", JsonNodeFactory.instance.numberNode(position++));
                    ExpectedCatalog.assertHolds(at, expected, columns.remove(at));
                }
            }
            assertThat(columns).isEmpty();
        }
    }

    /** As the view shows them, each as REST would. */
    private Map<String, List<JsonNode>> view(String connection) {
        Map<String, List<JsonNode>> byTable = new HashMap<>();
        try (var jdbc = database.getConnection();
                var select = jdbc.prepareStatement("""
                        SELECT table_name, json_build_object('connectionId', connection_id, 'tableId', table_id::text,
                            'table', table_name, 'childTableId', child_table_id::text, 'childTable', child_table_name,
                            'childColumnId', child_column_id::text, 'childColumn', child_column_name,
                            'relationshipName', relationship_name, 'toldByColumn', told_by_column,
                            'cascadeDelete', cascade_delete, 'restrictedDelete', restricted_delete,
                            'deprecatedAndHidden', deprecated_and_hidden, 'junctionIdListNames', junction_id_list_names,
                            'junctionReferenceTo', junction_reference_to, 'native', native)
                        FROM orgscribe_v1.child_relationships WHERE connection_id = ?""")) {
            select.setObject(1, UUID.fromString(connection));
            var rows = select.executeQuery();
            while (rows.next()) {
                byTable.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add(Recordings.tree(rows.getBytes(2)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return byTable;
    }
}
