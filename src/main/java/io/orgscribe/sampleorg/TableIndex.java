package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.DurableIds;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.TableModel;

/** Finds tables by their ids and by what the ids of their fields begin with. Made anew after a change of the org. */
final class TableIndex {

    private final Org org;
    private final DurableIds ids;
    private volatile Built built = new Built(List.of(), Map.of(), new TreeMap<>());

    /**
     * @param names that it was made of
     * @param byId the names of custom tables by the first 15 characters of their ids
     * @param byFields names by what the ids of their fields begin with, in the order of these
     */
    private record Built(List<String> names, Map<String, String> byId, NavigableMap<String, List<String>> byFields) {}

    TableIndex(Org org, DurableIds ids) {
        this.org = org;
        this.ids = ids;
    }

    /** @param durableId a table's name, or an id of 15 or 18 characters */
    Optional<TableModel> head(String durableId) {
        Optional<TableModel> named = org.definedHead(durableId);
        if (named.isPresent() || durableId.length() < 15) {
            return named;
        }
        return Optional.ofNullable(built().byId().get(durableId.substring(0, 15)))
                .flatMap(org::definedHead);
    }

    /** All tables, without their fields. */
    Stream<TableModel> heads() {
        return org.definedHeads();
    }

    /** @param durableIds names, or ids of 15 or 18 characters; each table comes once */
    Stream<TableModel> heads(Stream<String> durableIds) {
        Map<String, TableModel> found = new LinkedHashMap<>();
        durableIds.forEach(id -> head(id).ifPresent(table -> found.put(table.name(), table)));
        return found.values().stream();
    }

    /** The tables that have changed, where the query asks for nothing else: what was planned is older. */
    Optional<Stream<TableModel>> edited(SoqlQuery query) {
        return query.from("LastModifiedDate")
                .filter(literal -> Column.date(literal).isAfter(Org.EPOCH))
                .map(literal -> org.edited().stream().flatMap(name -> org.definedHead(name).stream()));
    }

    /** The tables that may have the field. */
    List<String> ofField(String fieldId) {
        return built().byFields().getOrDefault(DurableIds.fieldsOf(fieldId), List.of());
    }

    /** All tables in the order of their fields' ids, from the one that such an id may belong to. */
    Stream<String> fromField(String fieldId) {
        return built().byFields().tailMap(DurableIds.fieldsOf(fieldId), true).values().stream()
                .flatMap(List::stream);
    }

    private Built built() {
        Built last = built;
        List<String> names = org.definedNames();
        if (last.names() == names) {
            return last;
        }
        Map<String, String> byId = new HashMap<>();
        NavigableMap<String, List<String>> byFields = new TreeMap<>();
        org.definedHeads().forEach(table -> {
            byFields.computeIfAbsent(ids.fieldsOf(table), prefix -> new ArrayList<>())
                    .add(table.name());
            if (table.custom()) {
                byId.put(ids.durable(table), table.name());
            }
        });
        Built made = new Built(names, byId, byFields);
        built = made;
        return made;
    }
}
