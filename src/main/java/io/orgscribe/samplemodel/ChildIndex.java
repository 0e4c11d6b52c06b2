package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Which fields of which tables refer to a table, by its name. Costly to make in a large org. */
final class ChildIndex {

    private ChildIndex() {}

    static Map<String, List<Child>> of(OrgState state) {
        Map<String, List<Child>> index = new HashMap<>();
        for (String name : state.names()) {
            references(
                    state,
                    name,
                    (parent, child) -> index.computeIfAbsent(parent, p -> new ArrayList<>())
                            .add(child));
        }
        return index;
    }

    /**
     * The index after a change of some tables: only what they refer to is made anew. Empty, to have it made whole, where
     * a table came back that others may have referred to before.
     */
    static Optional<Map<String, List<Child>>> after(
            Map<String, List<Child>> index, OrgState before, OrgState after, Set<String> changed) {
        if (changed.stream()
                .anyMatch(name -> before.planned(name).isPresent() && !before.exists(name) && after.exists(name))) {
            return Optional.empty();
        }
        Map<String, List<Child>> renewed = new HashMap<>(index);
        for (String name : changed) {
            references(
                    before,
                    name,
                    (parent, child) -> renewed.computeIfPresent(
                            parent,
                            (p, all) -> all.stream()
                                    .filter(c -> !c.table().equals(name))
                                    .toList()));
        }
        for (String name : changed) {
            references(
                    after,
                    name,
                    (parent, child) -> renewed.merge(
                            parent,
                            List.of(child),
                            (all, one) -> Stream.concat(all.stream(), one.stream())
                                    .sorted(Comparator.comparing(Child::table, String.CASE_INSENSITIVE_ORDER))
                                    .toList()));
        }
        changed.stream().filter(name -> !after.exists(name)).forEach(renewed::remove);
        return Optional.of(renewed);
    }

    private static void references(OrgState state, String name, BiConsumer<String, Child> each) {
        if (!state.exists(name)) {
            return;
        }
        TableModel table = state.defined(name).orElseThrow();
        for (FieldModel field : table.fields()) {
            if (field.type().equals("reference") && !field.hidden()) {
                Child child = Child.of(table, field);
                field.referenceTo().forEach(parent -> each.accept(parent, child));
            }
        }
    }
}
