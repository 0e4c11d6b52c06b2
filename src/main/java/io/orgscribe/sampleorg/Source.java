package io.orgscribe.sampleorg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.ApiVersion;

/**
 * What can be queried: columns, and rows that are made as they are asked for.
 *
 * @param type the sObject's name
 * @param id of a row, as its address ends
 * @param candidates at least the rows that the query means; in the order of the id where it is {@code Id}
 * @param related the sObject that the columns behind a dot belong to, by what stands before the dot
 */
record Source<T>(
        String type,
        List<Column<T>> columns,
        Function<T, String> id,
        Function<SoqlQuery, Stream<T>> candidates,
        Map<String, String> related) {

    Optional<Column<T>> column(String name, ApiVersion version) {
        return columns.stream()
                .filter(c -> c.isNamed(name) && c.since() <= version.number())
                .findFirst();
    }

    /** By what stands before the dot, or by their own names, in the order that was asked for. */
    Map<String, List<Column<T>>> members(List<Column<T>> asked) {
        return asked.stream()
                .collect(Collectors.groupingBy(
                        column -> column.name().split("\\.")[0], LinkedHashMap::new, Collectors.toList()));
    }

    /** Its own columns, not those of related records. */
    List<Column<T>> own(ApiVersion version) {
        return columns.stream()
                .filter(column ->
                        column.since() <= version.number() && !column.name().contains("."))
                .toList();
    }

    /** @throws RefusedQuery where there is no such column */
    Column<T> required(String name, ApiVersion version) {
        return column(name, version)
                .orElseThrow(
                        () -> new RefusedQuery(
                                "INVALID_FIELD",
                                "No such column '" + name + "' on entity '" + type
                                        + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom"
                                        + " field name. Please reference your WSDL or the describe call for the appropriate names."));
    }

    /** The rows that meet all conditions, in the order that is asked for; without regard to LIMIT and OFFSET. */
    Stream<T> rows(SoqlQuery query, ApiVersion version) {
        Predicate<T> all = query.conditions().stream()
                .map(condition -> required(condition.field(), version).matching(condition))
                .reduce(row -> true, Predicate::and);
        Optional<Column<T>> order =
                Optional.of(query.orderBy()).filter(name -> !name.isEmpty()).map(name -> required(name, version));
        Stream<T> rows = candidates.apply(query).filter(all);
        if (order.isEmpty() || order.get().name().equals("Id") && !query.descending()) {
            return rows;
        }
        return rows.sorted(
                query.descending()
                        ? order.get().order().reversed()
                        : order.get().order());
    }
}
