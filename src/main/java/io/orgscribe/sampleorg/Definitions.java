package io.orgscribe.sampleorg;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers queries for EntityDefinition and FieldDefinition, which are stricter than those for records: a user with View
 * Setup, for fields a filter on the table, no more than 2,000 rows, nothing but AND.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm">
 *     FieldDefinition</a>
 */
final class Definitions {

    private static final int MOST_ROWS = 2000;
    private static final String ENTITY = "EntityDefinition";
    private static final String FIELD = "FieldDefinition";
    private static final Set<String> SELECTIVE =
            Set.of("entitydefinitionid", "durableid", DefinitionRows.ENTITY_NAME.toLowerCase(Locale.ROOT));

    static final Set<String> TABLES = Set.of("entitydefinition", "fielddefinition");

    private final SampleOrgSettings settings;
    private final Org org;
    private final DefinitionRows rows;

    Definitions(SampleOrgSettings settings, Org org) {
        this.settings = settings;
        this.org = org;
        this.rows = new DefinitionRows(settings.seed());
    }

    /** Whether it answers queries of this table. Without View Setup the user has no such table. */
    boolean answers(String table) {
        return settings.viewSetup() && TABLES.contains(table.toLowerCase(Locale.ROOT));
    }

    Reply query(SoqlQuery query, boolean tooling, ApiVersion version) {
        boolean fields = query.table().equalsIgnoreCase(FIELD);
        if (fields && query.conditions().stream().noneMatch(Definitions::selects)) {
            return Reply.error(
                    400,
                    "MALFORMED_QUERY",
                    "FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]");
        }
        List<String> columns = DefinitionRows.columns(fields, tooling);
        Optional<String> unknown = Stream.of(
                        query.fields().stream(),
                        query.conditions().stream().map(Condition::field),
                        Stream.of(query.orderBy()).filter(name -> !name.isEmpty()))
                .flatMap(names -> names)
                .filter(name -> columns.stream().noneMatch(name::equalsIgnoreCase))
                .findFirst();
        if (unknown.isPresent()) {
            return Reply.error(
                    400, "INVALID_FIELD", "No such column '" + unknown.get() + "' on entity '" + query.table() + "'.");
        }
        List<Map<String, String>> found = rows(query, tooling, fields);
        if (found.size() > MOST_ROWS) {
            return Reply.error(
                    400,
                    "EXCEEDED_ID_LIMIT",
                    (fields ? FIELD : ENTITY)
                            + " does not support queryMore(), use LIMIT to restrict the results to a single batch");
        }
        return written(query, fields ? FIELD : ENTITY, found, tooling, version);
    }

    private static boolean selects(Condition condition) {
        return !condition.greater() && SELECTIVE.contains(condition.field().toLowerCase(Locale.ROOT));
    }

    private List<Map<String, String>> rows(SoqlQuery query, boolean tooling, boolean fields) {
        boolean hiddenToo = tooling || settings.is(OpenFact.QUERY_SHOWS_HIDDEN);
        Stream<Map<String, String>> all = fields
                ? tables(query)
                        .flatMap(table -> table.fields().stream()
                                .filter(field -> hiddenToo || !field.hidden())
                                .map(field -> rows.field(table, field)))
                : org.heads().flatMap(rows::entities);
        List<Map<String, String>> found = all.filter(matches(query)).toList();
        if (!query.orderBy().isEmpty()) {
            // ORDER BY ignores case in names; ids have one order only.
            Comparator<String> order = query.orderBy().equalsIgnoreCase("DurableId")
                    ? Comparator.naturalOrder()
                    : String.CASE_INSENSITIVE_ORDER;
            found = found.stream()
                    .sorted(Comparator.comparing(row -> value(row, query.orderBy()), order))
                    .toList();
        }
        return settings.is(OpenFact.LIMIT_HONOURED)
                ? found.stream().skip(query.offset()).limit(query.limit()).toList()
                : found;
    }

    /** The tables that the query can mean: fields are made for no others. */
    private Stream<TableModel> tables(SoqlQuery query) {
        Predicate<TableModel> meant = table -> query.conditions().stream()
                .allMatch(condition -> switch (condition.field().toLowerCase(Locale.ROOT)) {
                    case "entitydefinition.qualifiedapiname" -> condition.holds(table.name());
                    case "entitydefinitionid" -> condition.holds(rows.durableId(table));
                    default -> true;
                });
        return org.heads().filter(meant).map(head -> org.table(head.name()).orElseThrow());
    }

    private static Predicate<Map<String, String>> matches(SoqlQuery query) {
        return row -> query.conditions().stream().allMatch(c -> c.holds(value(row, c.field())));
    }

    private static String value(Map<String, String> row, String column) {
        return row.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(entry -> entry.getValue() == null ? "" : entry.getValue())
                .findFirst()
                .orElse("");
    }

    private static Reply written(
            SoqlQuery query, String type, List<Map<String, String>> rows, boolean tooling, ApiVersion version) {
        String path = version.path() + (tooling ? "/tooling" : "") + "/sobjects/";
        return Reply.json(200, DescribeWriter.bytes(out -> {
            out.writeStartObject();
            out.writeNumberField("size", rows.size());
            out.writeNumberField("totalSize", rows.size());
            out.writeBooleanField("done", true);
            out.writeArrayFieldStart("records");
            for (Map<String, String> row : rows) {
                out.writeStartObject();
                out.writeObjectFieldStart("attributes");
                out.writeStringField("type", type);
                out.writeStringField("url", path + type + "/" + row.get("DurableId"));
                out.writeEndObject();
                for (String name : query.fields()) {
                    String value = row.entrySet().stream()
                            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                            .findFirst()
                            .orElseThrow()
                            .getValue();
                    if (name.equalsIgnoreCase(DefinitionRows.ENTITY_NAME)) {
                        out.writeObjectFieldStart(ENTITY);
                        out.writeStringField("QualifiedApiName", value);
                        out.writeEndObject();
                    } else {
                        out.writeStringField(name, value);
                    }
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }
}
