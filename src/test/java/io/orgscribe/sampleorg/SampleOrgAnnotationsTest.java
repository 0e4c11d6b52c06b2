package io.orgscribe.sampleorg;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedRecordType;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.RollUp;

import static org.assertj.core.api.Assertions.assertThat;

/** What definitions say over the wire is what the org's model has, field by field. */
class SampleOrgAnnotationsTest {

    private static final String MODIFIED = ", LastModifiedDate, LastModifiedBy.Name";
    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    private static TestOrg org;
    private static SampleOrgClient client;
    private static Soql soql;

    @BeforeAll
    static void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard()
                .withTables(300)
                .withColumns(12_000)
                .withHiddenFields("Account.Phone", "Contact.Email"));
        client = new SampleOrgClient(org).loggedIn();
        soql = new Soql(client);
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    private static List<DefinedField> allFields() {
        return org.definedTables().stream()
                .flatMap(table -> org.definedFields(table.name()).stream())
                .toList();
    }

    @Test
    void field_definitions_are_the_model_s_fields() throws Exception {
        Map<String, DefinedField> model =
                allFields().stream().collect(Collectors.toMap(DefinedField::durableId, Function.identity()));
        List<JsonNode> rows = new ArrayList<>();
        List<String> tables =
                org.definedTables().stream().map(DefinedTable::name).toList();
        for (int from = 0; from < tables.size(); from += 100) {
            List<String> some = tables.subList(from, Math.min(tables.size(), from + 100));
            rows.addAll(soql.keyset(
                    "SELECT DurableId, QualifiedApiName, EntityDefinition.QualifiedApiName, Label, DataType, Description,"
                            + " ComplianceGroup, SecurityClassification, BusinessOwnerId, BusinessStatus" + MODIFIED
                            + " FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN " + Soql.in(some),
                    "DurableId",
                    "0"));
        }

        assertThat(rows).hasSize(model.size());
        for (JsonNode row : rows) {
            DefinedField field = model.get(text(row, "DurableId"));
            assertThat(List.of(
                            field.name(),
                            field.table(),
                            field.label(),
                            field.dataType(),
                            String.join(";", field.complianceGroups())))
                    .isEqualTo(List.of(
                            text(row, "QualifiedApiName"),
                            text(row.get("EntityDefinition"), "QualifiedApiName"),
                            text(row, "Label"),
                            text(row, "DataType"),
                            Objects.requireNonNullElse(text(row, "ComplianceGroup"), "")));
            assertThat(text(row, "Description")).isEqualTo(field.description());
            assertThat(text(row, "SecurityClassification")).isEqualTo(field.securityClassification());
            assertThat(text(row, "BusinessOwnerId")).isEqualTo(field.businessOwnerId());
            assertThat(text(row, "BusinessStatus")).isEqualTo(field.businessStatus());
            assertModified(
                    row, field.modifiedAt() == null ? null : field.modifiedAt().toString(), field.modifiedBy());
        }
    }

    @Test
    void entity_definitions_are_the_model_s_tables_and_more() throws Exception {
        Map<String, DefinedTable> model =
                org.definedTables().stream().collect(Collectors.toMap(DefinedTable::durableId, Function.identity()));

        List<JsonNode> rows = soql.toolingRows(
                "SELECT DurableId, QualifiedApiName, Label, Description, DeploymentStatus, InternalSharingModel,"
                        + " ExternalSharingModel, IsCustomizable, NamespacePrefix" + MODIFIED
                        + " FROM EntityDefinition WHERE QualifiedApiName IN "
                        + Soql.in(org.definedTables().stream()
                                .map(DefinedTable::name)
                                .limit(100)
                                .toList()));

        assertThat(rows).hasSize(100);
        for (JsonNode row : rows) {
            DefinedTable table = model.get(text(row, "DurableId"));
            assertThat(text(row, "QualifiedApiName")).isEqualTo(table.name());
            assertThat(text(row, "Label")).isEqualTo(table.label());
            assertThat(text(row, "Description")).isEqualTo(table.description());
            assertThat(text(row, "DeploymentStatus")).isEqualTo(table.deploymentStatus());
            assertThat(text(row, "InternalSharingModel")).isEqualTo(table.internalSharing());
            assertThat(text(row, "ExternalSharingModel")).isEqualTo(table.externalSharing());
            assertThat(row.get("IsCustomizable").isBoolean()).isTrue();
            assertThat(row.get("IsCustomizable").asBoolean()).isEqualTo(table.customizable());
            assertThat(text(row, "NamespacePrefix")).isEqualTo(table.namespace());
            assertModified(
                    row, table.modifiedAt() == null ? null : table.modifiedAt().toString(), table.modifiedBy());
        }
        assertThat(soql.toolingRows("SELECT QualifiedApiName FROM EntityDefinition"))
                .extracting(row -> text(row, "QualifiedApiName"))
                .contains("Account.SearchResult")
                .containsAll(org.tables());
    }

    @Test
    void custom_objects_are_the_model_s() throws Exception {
        Map<String, DefinedTable> model = org.definedTables().stream()
                .filter(table -> table.id() != null)
                .collect(Collectors.toMap(DefinedTable::id, Function.identity()));

        List<JsonNode> rows = soql.toolingRows("SELECT Id, DeveloperName, NamespacePrefix, Description, ManageableState"
                + MODIFIED + " FROM CustomObject");

        assertThat(rows)
                .hasSize(model.size())
                .extracting(row -> text(row, "Id"))
                .isSorted();
        for (JsonNode row : rows) {
            DefinedTable table = model.get(text(row, "Id"));
            assertThat(table.durableId()).isEqualTo(table.id().substring(0, 15));
            assertThat(text(row, "DeveloperName"))
                    .isEqualTo(table.developerName())
                    .doesNotContain("__");
            assertThat(text(row, "NamespacePrefix")).isEqualTo(table.namespace());
            assertThat(text(row, "Description")).isEqualTo(table.description());
            assertThat(text(row, "ManageableState")).isEqualTo(table.manageableState());
            assertModified(row, table.modifiedAt().toString(), table.modifiedBy());
        }
    }

    @Test
    void custom_fields_are_the_model_s_in_pages_and_by_keyset() throws Exception {
        Map<String, DefinedField> model = allFields().stream()
                .filter(field -> field.id() != null)
                .collect(Collectors.toMap(DefinedField::id, Function.identity()));
        List<String> tables = org.definedTables().stream()
                .filter(table -> table.id() != null || table.name().equals("Account"))
                .map(DefinedTable::durableId)
                .toList();
        String select = "SELECT Id, DeveloperName, NamespacePrefix, TableEnumOrId, ManageableState" + MODIFIED
                + " FROM CustomField WHERE TableEnumOrId IN " + Soql.in(tables);

        JsonNode first = soql.tooling(select);
        List<JsonNode> paged = soql.rows(first);

        assertThat(first.get("records")).hasSize(2000);
        assertThat(first.get("totalSize").asInt()).isEqualTo(paged.size()).isGreaterThan(2000);
        assertThat(first.get("nextRecordsUrl").asText()).startsWith("/services/data/v68.0/tooling/query/");
        assertThat(soql.keyset(select, "Id", "000000000000000")).isEqualTo(paged);
        assertThat(paged.stream().map(row -> text(row, "Id")))
                .containsExactlyInAnyOrderElementsOf(model.values().stream()
                        .filter(field -> tables.contains(field.durableId().split("\\.")[0]))
                        .map(DefinedField::id)
                        .toList());
        for (JsonNode row : paged) {
            DefinedField field = model.get(text(row, "Id"));
            assertThat(field.durableId())
                    .isEqualTo(text(row, "TableEnumOrId") + "." + field.id().substring(0, 15));
            assertThat(text(row, "DeveloperName")).isEqualTo(field.developerName());
            assertThat(text(row, "NamespacePrefix")).isEqualTo(field.namespace());
            assertThat(text(row, "ManageableState")).isEqualTo(field.manageableState());
            assertModified(row, field.modifiedAt().toString(), field.modifiedBy());
        }
    }

    @Test
    void the_awkward_ones_are_there() {
        List<DefinedField> fields = allFields();

        assertThat(fields)
                .anyMatch(f -> f.description() != null && f.description().contains("\n"));
        assertThat(fields)
                .anyMatch(f -> f.description() != null && f.description().contains("<"));
        assertThat(fields)
                .anyMatch(f -> f.description() != null && f.description().contains("\\"));
        assertThat(fields).anyMatch(f -> f.complianceGroups().equals(List.of("PII", "GDPR")));
        assertThat(fields).anyMatch(f -> f.id() == null && f.securityClassification() != null);
        assertThat(fields.stream().map(DefinedField::modifiedBy).filter(Objects::nonNull))
                .contains("Seán O'Brien", "Deploy\\Pipeline User", "Mika \"Miki\" Järvinen");
        assertThat(org.definedFields("Account").stream()
                        .filter(f -> f.developerName().equals("Score"))
                        .map(DefinedField::namespace))
                .containsExactlyInAnyOrder("mktpulse", "gvnfund", null);
        assertThat(org.definedFields("Account").stream()
                        .filter(f -> f.developerName().equals("BillingAddress"))
                        .map(DefinedField::name))
                .contains("BillingCity", "BillingStreet", "BillingAddress");
        assertThat(fields.stream().map(DefinedField::durableId)).doesNotHaveDuplicates();
        assertThat(org.definedTables()).anyMatch(t -> t.deploymentStatus() != null && t.description() != null);
        assertThat(org.definedTables().stream().map(DefinedTable::manageableState))
                .contains("unmanaged", "installed", null);
        assertThat(org.definedFields("Account").stream().filter(DefinedField::hidden))
                .extracting(DefinedField::name)
                .containsExactly("Phone");
    }

    @Test
    void record_types_are_the_model_s_without_master() throws Exception {
        Map<String, List<DefinedRecordType>> model = org.definedTables().stream()
                .filter(table -> !table.recordTypes().isEmpty())
                .collect(Collectors.toMap(DefinedTable::name, DefinedTable::recordTypes));

        List<JsonNode> rows = soql.rows(
                soql.query("SELECT Id, SobjectType, DeveloperName, Name, Description, IsActive FROM RecordType"
                        + " WHERE SobjectType IN " + Soql.in(model.keySet())
                        + " AND Id > '000000000000000' ORDER BY Id"));

        assertThat(rows).extracting(row -> text(row, "Id")).isSorted();
        assertThat(rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> text(row, "SobjectType"),
                                Collectors.mapping(
                                        row -> new DefinedRecordType(
                                                text(row, "Id"),
                                                text(row, "DeveloperName"),
                                                text(row, "Name"),
                                                text(row, "Description"),
                                                row.get("IsActive").asBoolean()),
                                        Collectors.toSet()))))
                .isEqualTo(model.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> java.util.Set.copyOf(e.getValue()))));
    }

    @Test
    void roll_ups_and_formulas_are_in_metadata_only_and_few() throws Exception {
        List<DefinedField> fields = allFields();
        List<DefinedField> rollUps =
                fields.stream().filter(field -> field.rollUp() != null).toList();
        long customTables =
                org.tables().stream().filter(name -> name.endsWith("__c")).count();
        assertThat(rollUps).hasSizeBetween(3, 2 + (int) customTables / 10);
        assertThat(rollUps).anyMatch(field -> !field.rollUp().filters().isEmpty());

        for (DefinedField field : rollUps) {
            JsonNode metadata = metadata(field.id()).get("Metadata");
            RollUp rollUp = field.rollUp();
            assertThat(text(metadata, "type")).isEqualTo("Summary");
            assertThat(text(metadata, "summaryOperation")).isEqualTo(rollUp.operation());
            assertThat(text(metadata, "summarizedField"))
                    .isEqualTo(rollUp.field() == null ? null : rollUp.table() + "." + rollUp.field());
            assertThat(text(metadata, "summaryForeignKey")).isEqualTo(rollUp.table() + "." + rollUp.foreignKey());
            assertThat(metadata.get("summaryFilterItems").findValuesAsText("field"))
                    .isEqualTo(rollUp.filters().stream()
                            .map(filter -> rollUp.table() + "." + filter.field())
                            .toList());
            assertThat(org.table(rollUp.table()).field(rollUp.foreignKey()).referenceTo())
                    .contains(field.table());
            assertThat(org.table(field.table()).field(field.name()).value("calculatedFormula"))
                    .isNull();
        }
        DefinedField formula = fields.stream()
                .filter(field -> field.id() != null && field.formula() != null)
                .findFirst()
                .orElseThrow();
        assertThat(text(metadata(formula.id().substring(0, 15)).get("Metadata"), "formula"))
                .isEqualTo(formula.formula());
        assertThat(client.get("/tooling/sobjects/CustomField/00N000000000000AAA")
                        .statusCode())
                .isEqualTo(404);
    }

    private static JsonNode metadata(String id) throws Exception {
        return SampleOrgClient.json(client.get("/tooling/sobjects/CustomField/" + id));
    }

    private static void assertModified(JsonNode row, String at, String by) {
        String date = text(row, "LastModifiedDate");
        assertThat(
                        date == null
                                ? null
                                : OffsetDateTime.parse(date, WIRE).toInstant().toString())
                .isEqualTo(at);
        if (by == null) {
            assertThat(row.get("LastModifiedBy").isNull()).isTrue();
        } else {
            assertThat(text(row.get("LastModifiedBy"), "Name")).isEqualTo(by);
            assertThat(row.at("/LastModifiedBy/attributes/type").asText()).isEqualTo("User");
        }
    }

    private static String text(JsonNode row, String column) {
        assertThat(row.has(column)).as(column + " in " + row).isTrue();
        return row.get(column).isNull() ? null : row.get(column).asText();
    }
}
