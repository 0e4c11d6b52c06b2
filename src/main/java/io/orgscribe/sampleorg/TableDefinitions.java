package io.orgscribe.sampleorg;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.DurableIds;
import io.orgscribe.samplemodel.TableKind;
import io.orgscribe.sampleorg.Column.Type;

/** EntityDefinition and CustomObject: which rows a query means, found by name or id where it says so. */
final class TableDefinitions {

    static final String ENTITY = "EntityDefinition";
    static final String CUSTOM_OBJECT = "CustomObject";

    private static final String RESULT = ".SearchResult";

    private final TableIndex index;
    private final DurableIds ids;
    private final Annotations annotations;

    TableDefinitions(TableIndex index, DurableIds ids, Annotations annotations) {
        this.index = index;
        this.ids = ids;
        this.annotations = annotations;
    }

    /** Of {@code /query} it has neither Description nor ManageableState. It lists far more than describeGlobal. */
    Source<DefinedTable> entities(boolean tooling, boolean hiddenToo) {
        Stream<Column<DefinedTable>> own = Stream.of(
                Column.of("DurableId", Type.NAME_OR_ID, DefinedTable::durableId),
                Column.text("QualifiedApiName", DefinedTable::name),
                Column.text("DeveloperName", DefinedTable::developerName),
                Column.text("NamespacePrefix", DefinedTable::namespace),
                Column.text("Label", DefinedTable::label),
                Column.text("DeploymentStatus", DefinedTable::deploymentStatus),
                Column.text("InternalSharingModel", DefinedTable::internalSharing),
                Column.text("ExternalSharingModel", DefinedTable::externalSharing),
                Column.of("IsCustomizable", Type.BOOLEAN, DefinedTable::customizable));
        Stream<Column<DefinedTable>> described =
                tooling ? Stream.of(Column.text("Description", DefinedTable::description)) : Stream.of();
        return new Source<>(
                ENTITY,
                Stream.of(own, described, Column.modified(ids, DefinedTable::modifiedAt, DefinedTable::modifiedBy))
                        .flatMap(columns -> columns)
                        .toList(),
                DefinedTable::durableId,
                query -> query.among("QualifiedApiName")
                        .or(() -> query.among("DurableId"))
                        .map(names -> index.heads(names.stream().map(TableDefinitions::stem)))
                        .orElseGet(index::heads)
                        .filter(table -> hiddenToo || !table.hidden())
                        .flatMap(table -> withSearchResult(annotations.table(table), table.kind())),
                Map.of("LastModifiedBy", "User"));
    }

    private static String stem(String name) {
        return name.endsWith(RESULT) ? name.substring(0, name.length() - RESULT.length()) : name;
    }

    private static Stream<DefinedTable> withSearchResult(DefinedTable table, TableKind kind) {
        if (kind.isSatellite()) {
            return Stream.of(table);
        }
        DefinedTable result = new DefinedTable(
                table.name() + RESULT,
                table.label() + RESULT,
                table.durableId() + RESULT,
                null,
                table.developerName(),
                table.namespace(),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                table.hidden(),
                List.of());
        return Stream.of(table, result);
    }

    /** Custom objects, metadata types, settings, events, big and external objects. */
    Source<DefinedTable> customObjects() {
        Stream<Column<DefinedTable>> own = Stream.of(
                Column.of("Id", Type.ID, DefinedTable::id),
                Column.text("DeveloperName", DefinedTable::developerName),
                Column.text("NamespacePrefix", DefinedTable::namespace),
                Column.text("Description", DefinedTable::description),
                Column.text("ManageableState", DefinedTable::manageableState));
        return new Source<>(
                CUSTOM_OBJECT,
                Stream.concat(own, Column.modified(ids, DefinedTable::modifiedAt, DefinedTable::modifiedBy))
                        .toList(),
                DefinedTable::id,
                query -> query.among("Id")
                        .map(tableIds -> index.heads(tableIds.stream()))
                        .or(() -> index.edited(query))
                        .orElseGet(index::heads)
                        .filter(Annotations::isCustomObject)
                        .map(annotations::table)
                        .sorted(Comparator.comparing(DefinedTable::id)),
                Map.of("LastModifiedBy", "User"));
    }
}
