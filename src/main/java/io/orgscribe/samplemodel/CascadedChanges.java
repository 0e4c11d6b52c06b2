package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.orgscribe.samplemodel.Evolution.What;

/**
 * What a change of some tables does to others: parents list their children's references, and references list only
 * tables that are there. Made before the change, asked after it.
 */
final class CascadedChanges {

    private final Org org;
    private final Set<String> changed;
    private final Map<String, Set<String>> childrenBefore = new HashMap<>();
    private final Map<Child, List<String>> targetsBefore = new HashMap<>();
    private final Set<String> parents = new TreeSet<>();

    CascadedChanges(Org org, Map<String, Optional<TableModel>> changes) {
        this.org = org;
        this.changed = Set.copyOf(changes.keySet());
        changes.values().forEach(table -> table.map(org::resolved).ifPresent(this::refersTo));
        for (String name : changed) {
            org.table(name).ifPresent(this::refersTo);
            for (Child child : org.children(name)) {
                targetsBefore.put(child, targets(child));
            }
        }
        parents.forEach(parent -> childrenBefore.put(parent, children(parent)));
    }

    private void refersTo(TableModel table) {
        table.fields().forEach(field -> parents.addAll(field.referenceTo()));
    }

    /** Moves the dates of the tables that follow, and says how they changed. */
    List<Evolution> after(Instant at) {
        changed.forEach(this::shownAgain);
        List<Evolution> all = new ArrayList<>();
        for (Map.Entry<Child, List<String>> before : targetsBefore.entrySet()) {
            Child child = before.getKey();
            compare(before.getValue(), targets(child))
                    .filter(difference -> !changed.contains(child.table()))
                    .ifPresent(d -> all.add(
                            new Evolution(child.table(), child.field(), What.REFERENCE_TO, d.went(), d.came())));
        }
        for (String parent : parents) {
            compare(childrenBefore.get(parent), children(parent))
                    .filter(difference -> org.table(parent).isPresent())
                    .ifPresent(d -> all.add(new Evolution(parent, "", What.CHILD_RELATIONSHIPS, d.went(), d.came())));
        }
        org.touch(all.stream().map(Evolution::table).collect(Collectors.toSet()), at);
        return all;
    }

    /** What refers to a table that was not there names it only from now on. */
    private void shownAgain(String table) {
        for (Child child : org.children(table)) {
            List<String> others = targets(child).stream()
                    .filter(target -> !target.equals(table))
                    .toList();
            targetsBefore.putIfAbsent(child, others);
        }
    }

    private record Difference(String went, String came) {}

    private static Optional<Difference> compare(Collection<String> before, Collection<String> after) {
        Set<String> went = new TreeSet<>(before);
        went.removeAll(new HashSet<>(after));
        Set<String> came = new TreeSet<>(after);
        came.removeAll(new HashSet<>(before));
        return went.isEmpty() && came.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(String.join(", ", went), String.join(", ", came)));
    }

    private Set<String> children(String parent) {
        Set<String> names = new TreeSet<>();
        org.children(parent).forEach(child -> names.add(child.table() + "." + child.field()));
        return names;
    }

    private List<String> targets(Child child) {
        return org.table(child.table())
                .flatMap(table -> table.find(child.field()))
                .map(FieldModel::referenceTo)
                .orElse(List.of());
    }
}
