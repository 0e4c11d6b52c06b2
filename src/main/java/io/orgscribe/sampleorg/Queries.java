package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.Ids;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.samplemodel.TableModel;
import io.orgscribe.sampleorg.Condition.Literal;
import io.orgscribe.sampleorg.Condition.Operator;

/** Answers queries: definitions in one reply of at most 2,000 rows, all else in pages of 2,000. */
final class Queries {

    private static final int PAGE = 2000;
    private static final List<String> DEFINITIONS = List.of(TableDefinitions.ENTITY, FieldDefinitions.FIELD);
    private static final List<String> TOOLING = List.of(
            TableDefinitions.ENTITY,
            FieldDefinitions.FIELD,
            TableDefinitions.CUSTOM_OBJECT,
            FieldDefinitions.CUSTOM_FIELD);

    private final SampleOrgSettings settings;
    private final Org org;
    private final TableDefinitions tables;
    private final FieldDefinitions fields;
    private final Records records;
    private final Ids ids;
    private final Map<String, SoqlQuery> open = new ConcurrentHashMap<>();

    Queries(SampleOrgSettings settings, Org org, TableDefinitions tables, FieldDefinitions fields, Records records) {
        this.settings = settings;
        this.org = org;
        this.tables = tables;
        this.fields = fields;
        this.records = records;
        this.ids = new Ids(settings.seed());
    }

    /** @param columnsOnly in place of rows */
    Reply query(String soql, boolean columnsOnly, boolean tooling, ApiVersion version) {
        try {
            SoqlQuery query = SoqlParser.parse(soql);
            Source<?> source = source(query.table(), tooling)
                    .orElseThrow(() -> new RefusedQuery(
                            "INVALID_TYPE",
                            "\n" + soql + "\nsObject type '" + query.table()
                                    + "' is not supported. If you are attempting to use a custom object, be sure to append"
                                    + " the '__c' after the entity name. Please reference your WSDL or the describe call for"
                                    + " the appropriate names."));
            if (columnsOnly) {
                return columns(query, source, version);
            }
            return DEFINITIONS.contains(source.type())
                    ? whole(query, source, tooling, version)
                    : page(query, source, 0, tooling, version);
        } catch (RefusedQuery refused) {
            return refused.reply();
        }
    }

    /** @param locator as nextRecordsUrl ends: id, hyphen, number of the first record */
    Reply more(String locator, boolean tooling, ApiVersion version) {
        String[] split = locator.split("-", 2);
        Optional<SoqlQuery> query = Optional.ofNullable(open.get(split[0]));
        Optional<Source<?>> source = query.flatMap(q -> source(q.table(), tooling));
        if (source.isEmpty() || split.length < 2 || !split[1].matches("\\d{1,9}")) {
            return Reply.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(query.get(), source.get(), Integer.parseInt(split[1]), tooling, version);
    }

    /**
     * The record with that address.
     *
     * @param fields parted by commas; empty for all
     */
    Reply record(String type, String id, Optional<String> fields, boolean tooling, ApiVersion version) {
        try {
            Optional<Source<?>> source = source(type, tooling);
            return source.isEmpty() ? Reply.notFound() : record(source.get(), id, fields, tooling, version);
        } catch (RefusedQuery refused) {
            return refused.reply();
        }
    }

    private static <T> Reply record(
            Source<T> source, String id, Optional<String> fields, boolean tooling, ApiVersion version) {
        boolean definition = DEFINITIONS.contains(source.type());
        if (!definition && !Column.isId(id)) {
            return Reply.notFound();
        }
        String key = definition ? "DurableId" : "Id";
        Condition condition = new Condition(key, Operator.EQUALS, List.of(new Literal(id, true)));
        List<String> names = List.of(fields.orElse("").split(","));
        SoqlQuery query = new SoqlQuery(names, source.type(), List.of(condition), "", false, Integer.MAX_VALUE, 0);
        List<Column<T>> asked = fields.isPresent() ? asked(query, source, version) : source.own(version);
        List<T> rows = source.rows(query, version).limit(1).toList();
        return rows.isEmpty()
                ? Reply.notFound()
                : new QueryReply<>(source, asked, rows, 1, Optional.empty()).record(version, tooling);
    }

    /** Without View Setup the user has no definitions and no Organization; Tooling has no records. */
    private Optional<Source<?>> source(String table, boolean tooling) {
        boolean hiddenToo = tooling || settings.openFacts().contains(OpenFact.QUERY_SHOWS_HIDDEN);
        Optional<String> definition = (tooling ? TOOLING : DEFINITIONS)
                .stream()
                        .filter(name -> settings.viewSetup() && name.equalsIgnoreCase(table))
                        .findFirst();
        if (definition.isEmpty()) {
            return tooling
                    ? Optional.empty()
                    : org.table(table)
                            .filter(model -> model.queryable() && !isWithheld(model))
                            .map(records::source);
        }
        return Optional.of(
                switch (definition.get()) {
                    case TableDefinitions.ENTITY -> tables.entities(tooling, hiddenToo);
                    case FieldDefinitions.FIELD -> fields.fields(hiddenToo);
                    case TableDefinitions.CUSTOM_OBJECT -> tables.customObjects();
                    default -> fields.customFields();
                });
    }

    private boolean isWithheld(TableModel table) {
        return table.name().equals("Organization") && !settings.viewSetup();
    }

    private <T> Reply columns(SoqlQuery query, Source<T> source, ApiVersion version) {
        return new QueryColumns(org).of(source, asked(query, source, version));
    }

    private <T> Reply whole(SoqlQuery query, Source<T> source, boolean tooling, ApiVersion version) {
        List<Column<T>> asked = asked(query, source, version);
        Stream<T> all = source.rows(query, version);
        Stream<T> wanted = settings.openFacts().contains(OpenFact.LIMIT_HONOURED)
                ? all.skip(query.offset()).limit(query.limit())
                : all;
        List<T> rows = wanted.limit(PAGE + 1).toList();
        if (rows.size() > PAGE) {
            throw new RefusedQuery(
                    "EXCEEDED_ID_LIMIT",
                    source.type()
                            + " does not support queryMore(), use LIMIT to restrict the results to a single batch");
        }
        return new QueryReply<>(source, asked, rows, rows.size(), Optional.empty()).written(version, tooling);
    }

    private <T> Reply page(SoqlQuery query, Source<T> source, int from, boolean tooling, ApiVersion version) {
        List<Column<T>> asked = asked(query, source, version);
        List<T> all = source.rows(query, version)
                .skip(query.offset())
                .limit(query.limit())
                .toList();
        int to = Math.min(all.size(), from + PAGE);
        Optional<String> next = to == all.size()
                ? Optional.empty()
                : Optional.of(version.path() + (tooling ? "/tooling" : "") + "/query/" + opened(query) + "-" + to);
        List<T> rows = all.subList(Math.min(from, to), to);
        return new QueryReply<>(source, asked, rows, all.size(), next).written(version, tooling);
    }

    private static <T> List<Column<T>> asked(SoqlQuery query, Source<T> source, ApiVersion version) {
        return query.fields().stream()
                .map(name -> source.required(name, version))
                .toList();
    }

    private String opened(SoqlQuery query) {
        String id = "0r8" + ids.token(query.toString(), 15);
        open.put(id, query);
        return id;
    }

    /**
     * As Salesforce has counted some time ago: without histories, feeds, shares, and tables without records.
     *
     * @param names of the tables that are asked for, parted by commas, unknown ones as well; empty for all
     */
    Reply recordCount(Optional<String> names) {
        ObjectNode body = Reply.object();
        ArrayNode counts = body.putArray("sObjects");
        names.map(list -> Stream.of(list.split(",")).flatMap(name -> org.definedHead(name.strip()).stream()))
                .orElseGet(org::definedHeads)
                .distinct()
                .filter(table -> !table.kind().isSatellite() && records.count(table) > 0)
                .forEach(table ->
                        counts.addObject().put("count", records.count(table)).put("name", table.name()));
        return Reply.json(200, body);
    }
}
