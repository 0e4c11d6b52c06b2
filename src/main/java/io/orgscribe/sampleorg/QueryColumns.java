package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.FieldModel;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.TableModel;

/** What {@code columns=true} answers in place of rows: which columns they would have. */
final class QueryColumns {

    private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Double");

    private final Org org;

    QueryColumns(Org org) {
        this.org = org;
    }

    <T> Reply of(Source<T> source, List<Column<T>> asked) {
        ObjectNode body = Reply.object();
        ArrayNode columns = body.putArray("columnMetadata");
        source.members(asked).forEach((name, members) -> columns.add(member(source, name, members)));
        Optional<TableModel> table = org.definedHead(source.type());
        return Reply.json(
                200,
                body.put("entityName", source.type())
                        .put("groupBy", false)
                        .put("idSelected", asked.stream().anyMatch(column -> column.isNamed("Id")))
                        .put("keyPrefix", table.map(TableModel::keyPrefix).orElse(null)));
    }

    /** The columns of a related record are joined to one that is called as it is. */
    private <T> ObjectNode member(Source<T> source, String name, List<Column<T>> members) {
        String related = source.related().get(name);
        if (related == null) {
            return column(source.type(), name, members.get(0).type());
        }
        ObjectNode join = column(name, name, related, Optional.empty());
        members.forEach(member -> join.withArray("joinColumns")
                .add(column(related, member.name().substring(name.length() + 1), member.type())));
        return join;
    }

    private ObjectNode column(String table, String name, Column.Type type) {
        Optional<FieldModel> field = org.table(table).flatMap(described -> described.find(name));
        return column(
                name,
                field.map(FieldModel::label).orElse(name),
                field.map(described -> apexType(described.type())).orElseGet(() -> apexType(type)),
                field);
    }

    private static ObjectNode column(String name, String label, String apexType, Optional<FieldModel> field) {
        ObjectNode column = Reply.object()
                .put("aggregate", false)
                .put("apexType", apexType)
                .put("booleanType", apexType.equals("Boolean"))
                .put("columnName", name)
                .put("custom", field.filter(FieldModel::custom).isPresent())
                .put("displayName", label)
                .putNull("foreignKeyName")
                .put(
                        "insertable",
                        field.filter(described -> described.is("createable")).isPresent())
                .put("numberType", NUMBERS.contains(apexType))
                .put("textType", apexType.equals("String"))
                .put(
                        "updatable",
                        field.filter(described -> described.is("updateable")).isPresent());
        column.putArray("joinColumns");
        return column;
    }

    private static String apexType(String described) {
        return switch (described) {
            case "id", "reference" -> "Id";
            case "boolean" -> "Boolean";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "double", "currency", "percent" -> "Double";
            case "date" -> "Date";
            case "datetime" -> "Datetime";
            case "time" -> "Time";
            case "base64" -> "Blob";
            default -> "String";
        };
    }

    private static String apexType(Column.Type type) {
        return switch (type) {
            case ID -> "Id";
            case BOOLEAN -> "Boolean";
            case DATE -> "Datetime";
            case TEXT, NAME_OR_ID -> "String";
        };
    }
}
