package io.orgscribe.browse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.orgscribe.web.Page;

/** Documents the query parameters of the lists from the lists themselves. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ListParameters implements OASFilter {

    private static final Map<String, Function<AsOfPredicate, Listing>> LISTS = Map.of(
            "listTables", TableList::ofConnection,
            "findTables", TableList::ofAll,
            "listColumnsOfTable", ColumnList::ofTable,
            "listChildRelationships", ChildRelationshipList::ofTable,
            "findColumns", ColumnList::ofAll,
            "listRelationships", RelationshipList::asOf,
            "listChanges", asOf -> ChangeList.ofConnection(asOf, true),
            "findChanges", asOf -> ChangeList.ofAll(asOf, true),
            "listChangesOfTable", asOf -> ChangeList.ofTable(asOf, true),
            "listChangesOfColumn", asOf -> ChangeList.ofColumn(asOf, true));

    private static final Map<String, Function<AsOfPredicate, Listing>> ITEMS =
            Map.of("getTable", TableList::ofConnection, "getColumn", ColumnList::ofTable);

    @Override
    public Operation filterOperation(Operation operation) {
        String id = String.valueOf(operation.getOperationId());
        if (LISTS.containsKey(id)) {
            Listing listing = LISTS.get(id).apply(AsOfPredicate.AtRevision.NEWEST);
            listing.filters().forEach(filter -> operation.addParameter(parameter(filter)));
            limitAndCursor().forEach(operation::addParameter);
            operation.addParameter(asOf());
            operation.addParameter(fields(listing));
            if (id.matches("(list|find)Changes.*")) {
                operation.addParameter(csv());
            }
        } else if (id.equals("summarizeChanges")) {
            ChangeSummaries.FILTERS.forEach(filter -> operation.addParameter(parameter(filter)));
        } else if (ITEMS.containsKey(id)) {
            operation.addParameter(fields(ITEMS.get(id).apply(AsOfPredicate.AtRevision.NEWEST)));
        }
        return operation;
    }

    /** A filter as OpenAPI tells it. */
    public static Parameter parameter(Filter filter) {
        Schema schema = text();
        if (filter.fallback() != null) {
            schema.setDefaultValue(filter.fallback());
        }
        return parameter(filter.name(), filter.documentation(), schema);
    }

    /** Which part of a list is sent. */
    public static List<Parameter> limitAndCursor() {
        return List.of(
                parameter(
                        "limit",
                        "Most items of a page; it ends earlier at 8 MiB",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(Page.MOST))
                                .defaultValue(Page.LIMIT)),
                parameter("cursor", "From next of the page before, with the same filters", text()));
    }

    /** The whole list as a file. */
    public static Parameter csv() {
        return parameter(
                ListQuery.FORMAT,
                "csv for all of the list as comma-separated values; limit and cursor are then left out",
                text().addEnumeration(ListQuery.CSV));
    }

    /** The time that a list or an item is asked for. */
    public static Parameter asOf() {
        return parameter(
                ListQuery.AS_OF,
                "The catalog as it was then (RFC 3339): the newest revision not later",
                text().format("date-time"));
    }

    private static Parameter fields(Listing listing) {
        return parameter(
                "fields",
                "Members of an item to send, with commas between: "
                        + String.join(", ", listing.fields().keySet()),
                text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Parameter parameter(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema);
    }
}
