package io.orgscribe.sampleorg;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonGenerator;

/** Answers the queries that {@link SoqlQuery} understands, 2,000 records a page. */
final class Queries {

    private static final int PAGE = 2000;

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final Org org;
    private final Definitions definitions;
    private final Ids ids;
    private final Map<String, SoqlQuery> open = new ConcurrentHashMap<>();

    Queries(SampleOrgSettings settings, Identity identity, Org org) {
        this.settings = settings;
        this.identity = identity;
        this.org = org;
        this.definitions = new Definitions(settings, org);
        this.ids = new Ids(settings.seed());
    }

    Reply query(String soql, boolean tooling, ApiVersion version) {
        Optional<SoqlQuery> query = SoqlQuery.parse(soql);
        if (query.isPresent() && definitions.answers(query.get().table())) {
            return definitions.query(query.get(), tooling, version);
        }
        boolean definition = query.isPresent()
                && Definitions.TABLES.contains(query.get().table().toLowerCase(Locale.ROOT));
        if (query.isEmpty() || !(query.get().isPlain() || definition)) {
            return Reply.error(400, "MALFORMED_QUERY", "unexpected token: '" + firstWord(soql) + "'");
        }
        Optional<TableModel> table = org.table(query.get().table()).filter(t -> t.queryable() && !tooling);
        if (table.isEmpty()) {
            return Reply.error(
                    400,
                    "INVALID_TYPE",
                    "\n" + soql + "\nsObject type '" + query.get().table()
                            + "' is not supported. If you are attempting to use a custom object, be sure to append the '__c'"
                            + " after the entity name. Please reference your WSDL or the describe call for the appropriate"
                            + " names.");
        }
        for (String field : query.get().fields()) {
            if (table.get().visible().find(field).isEmpty()) {
                return Reply.error(
                        400,
                        "INVALID_FIELD",
                        "\n" + soql + "\nNo such column '" + field + "' on entity '"
                                + table.get().name() + "'.");
            }
        }
        return page(query.get(), table.get(), 0, version);
    }

    /** @param locator as nextRecordsUrl ends: id, hyphen, number of the first record */
    Reply more(String locator, ApiVersion version) {
        String[] split = locator.split("-", 2);
        SoqlQuery query = open.get(split[0]);
        if (query == null || split.length < 2 || !split[1].matches("\\d{1,9}")) {
            return Reply.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(query, org.table(query.table()).orElseThrow(), Integer.parseInt(split[1]), version);
    }

    private Reply page(SoqlQuery query, TableModel table, int from, ApiVersion version) {
        int total = Math.min(query.limit(), records(table));
        int to = Math.min(total, from + PAGE);
        return Reply.json(200, DescribeWriter.bytes(out -> {
            out.writeStartObject();
            out.writeNumberField("totalSize", total);
            out.writeBooleanField("done", to == total);
            if (to < total) {
                String id = "0r8" + ids.token(query.toString(), 15);
                open.put(id, query);
                out.writeStringField("nextRecordsUrl", version.path() + "/query/" + id + "-" + to);
            }
            out.writeArrayFieldStart("records");
            for (int i = from; i < to; i++) {
                record(out, query, table, i, version);
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private void record(JsonGenerator out, SoqlQuery query, TableModel table, int index, ApiVersion version)
            throws IOException {
        String id = table.name().equals("Organization")
                ? identity.orgId()
                : ids.id18(table.keyPrefix() == null ? "000" : table.keyPrefix(), table.name() + index);
        out.writeStartObject();
        out.writeObjectFieldStart("attributes");
        out.writeStringField("type", table.name());
        out.writeStringField("url", version.path() + "/sobjects/" + table.name() + "/" + id);
        out.writeEndObject();
        for (String name : query.fields()) {
            FieldModel field = table.field(name);
            out.writeFieldName(field.name());
            value(out, table, field, id, index);
        }
        out.writeEndObject();
    }

    private void value(JsonGenerator out, TableModel table, FieldModel field, String id, int index) throws IOException {
        switch (field.name()) {
            case "Id" -> out.writeString(id);
            case "Name" ->
                out.writeString(
                        table.name().equals("Organization") ? settings.orgName() : table.label() + " " + (index + 1));
            case "OrganizationType" -> out.writeString("Enterprise Edition");
            case "InstanceName" -> out.writeString("DEU66");
            case "LanguageLocaleKey" -> out.writeString("en_US");
            default -> {
                if (field.type().equals("boolean")) {
                    out.writeBoolean(false);
                } else {
                    out.writeNull();
                }
            }
        }
    }

    /** How many records a table has; enough in some for several pages. */
    private int records(TableModel table) {
        return table.name().equals("Organization")
                ? 1
                : ids.random("records of " + table.name()).nextInt(9000);
    }

    /** As Salesforce has counted some time ago: without histories, feeds, shares, and tables without records. */
    Reply recordCount() {
        if (!settings.viewSetup()) {
            return Reply.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");
        }
        return Reply.json(200, DescribeWriter.bytes(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("sObjects");
            for (TableModel table :
                    org.heads().filter(t -> !t.kind().isSatellite()).toList()) {
                if (records(table) > 0) {
                    out.writeStartObject();
                    out.writeNumberField("count", records(table));
                    out.writeStringField("name", table.name());
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private static String firstWord(String soql) {
        String[] words = soql.trim().split("\\s+");
        return words.length > 1 && words[0].equalsIgnoreCase("select") ? words[words.length - 1] : words[0];
    }
}
