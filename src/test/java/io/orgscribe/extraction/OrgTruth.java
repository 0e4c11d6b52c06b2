package io.orgscribe.extraction;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;

/**
 * A sample org at one moment, independent of the code under test.
 *
 * @param describes that the describing user sees, by table
 * @param tables what definitions say of all tables
 * @param fields what definitions say of all fields, by table and name
 */
record OrgTruth(
        Map<String, JsonNode> describes,
        Map<String, DefinedTable> tables,
        Map<String, Map<String, DefinedField>> fields) {

    static OrgTruth of(TestOrg org, SampleOrgClient client) throws IOException, InterruptedException {
        Map<String, DefinedTable> tables = new TreeMap<>();
        Map<String, Map<String, DefinedField>> fields = new TreeMap<>();
        for (DefinedTable table : org.definedTables()) {
            tables.put(table.name(), table);
            Map<String, DefinedField> byName = new LinkedHashMap<>();
            org.definedFields(table.name()).forEach(field -> byName.put(field.name(), field));
            fields.put(table.name(), byName);
        }
        return new OrgTruth(client.describes(), tables, fields);
    }
}
