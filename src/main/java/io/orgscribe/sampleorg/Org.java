package io.orgscribe.sampleorg;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The org's metadata as it is now: the plan, and above it whole the tables that have changed since. Thread-safe. */
final class Org {

    /** The tables were last changed in the two years before this. */
    private static final Instant EPOCH = Instant.parse("2026-05-06T09:30:00Z");

    private final OrgPlan plan;
    private final Ids ids;
    private final Object lock = new Object();
    private volatile State state;

    /** @param table what it is now, empty when it is gone */
    private record Altered(Optional<TableModel> table) {}

    /** Replaced whole by each change, so that a reader sees one moment. */
    private static final class State {
        private final SortedMap<String, Altered> altered;
        private final SortedMap<String, Instant> touched;
        private final List<String> names;
        private final Instant lastModified;
        private Map<String, List<Child>> children;

        State(
                SortedMap<String, Altered> altered,
                SortedMap<String, Instant> touched,
                List<String> names,
                Instant lastModified) {
            this.altered = altered;
            this.touched = touched;
            this.names = names;
            this.lastModified = lastModified;
        }
    }

    Org(SampleOrgSettings settings) {
        plan = new OrgPlan(settings);
        ids = new Ids(settings.seed());
        state = stateOf(noCase(), noCase(), EPOCH);
    }

    /** API names, sorted without regard to case. */
    List<String> names() {
        return state.names;
    }

    Optional<TableModel> table(String name) {
        return table(state, name);
    }

    /** The tables without their fields. */
    Stream<TableModel> heads() {
        State now = state;
        return now.names.stream().map(name -> {
            Altered altered = now.altered.get(name);
            return altered == null
                    ? head(plan.entries().get(name))
                    : altered.table().orElseThrow().withFields(List.of());
        });
    }

    Instant lastModified() {
        return state.lastModified;
    }

    Instant lastModified(String name) {
        Instant touched = state.touched.get(name);
        return touched != null
                ? touched
                : EPOCH.minus(Duration.ofMinutes(ids.random(name).nextInt(1_000_000)));
    }

    /** Which fields of which tables refer to it. */
    List<Child> children(String name) {
        State now = state;
        Map<String, List<Child>> index;
        synchronized (now) {
            if (now.children == null) {
                now.children = index(now);
            }
            index = now.children;
        }
        return index.getOrDefault(name, List.of());
    }

    /** How many fields that the user may read the tables have together. */
    long columns() {
        State now = state;
        return now.names.stream()
                .mapToLong(n -> table(now, n).orElseThrow().visible().fields().size())
                .sum();
    }

    void change(Map<String, Optional<TableModel>> tables, Instant at) {
        synchronized (lock) {
            State before = state;
            SortedMap<String, Altered> altered = new TreeMap<>(before.altered);
            SortedMap<String, Instant> touched = new TreeMap<>(before.touched);
            tables.forEach((name, table) -> {
                altered.put(name, new Altered(table));
                touched.put(name, at);
            });
            State after = stateOf(altered, touched, at);
            synchronized (before) {
                after.children = before.children == null ? null : children(before, after, tables.keySet());
            }
            state = after;
        }
    }

    /** Changes what no describe shows: no date moves. */
    void changeUnseen(TableModel table) {
        synchronized (lock) {
            State before = state;
            SortedMap<String, Altered> altered = new TreeMap<>(before.altered);
            altered.put(table.name(), new Altered(Optional.of(table)));
            State after = stateOf(altered, before.touched, before.lastModified);
            synchronized (before) {
                after.children = before.children;
            }
            state = after;
        }
    }

    /** The describes of these tables changed with that of another. */
    void touch(Set<String> tables, Instant at) {
        synchronized (lock) {
            SortedMap<String, Instant> touched = new TreeMap<>(state.touched);
            tables.forEach(name -> touched.put(name, at));
            State after = stateOf(state.altered, touched, at);
            synchronized (state) {
                after.children = state.children;
            }
            state = after;
        }
    }

    /**
     * The index after a change of some tables. It is costly to make in a large org, hence only what they refer to is
     * made anew; null, to have it made whole, where one came back that others may have referred to before.
     */
    private Map<String, List<Child>> children(State before, State after, Set<String> changed) {
        if (changed.stream().anyMatch(n -> plan.entries().containsKey(n) && !exists(before, n) && exists(after, n))) {
            return null;
        }
        Map<String, List<Child>> index = new HashMap<>(before.children);
        changed.forEach(name -> table(before, name)
                .ifPresent(table -> references(
                        table,
                        (parent, child) -> index.computeIfPresent(
                                parent,
                                (p, all) -> all.stream()
                                        .filter(c -> !c.table().equals(name))
                                        .toList()))));
        changed.forEach(name -> table(after, name)
                .ifPresent(table -> references(
                        table,
                        (parent, child) -> index.merge(
                                parent,
                                List.of(child),
                                (all, one) -> Stream.concat(all.stream(), one.stream())
                                        .sorted(Comparator.comparing(Child::table, String.CASE_INSENSITIVE_ORDER))
                                        .toList()))));
        changed.stream().filter(name -> !exists(after, name)).forEach(index::remove);
        return index;
    }

    private static void references(TableModel table, BiConsumer<String, Child> each) {
        for (FieldModel field : table.fields()) {
            if (field.type().equals("reference") && !field.hidden()) {
                Child child = Child.of(table, field);
                field.referenceTo().forEach(parent -> each.accept(parent, child));
            }
        }
    }

    /** What the plan says of it, however it changed since. */
    Optional<TableModel> original(String name) {
        return Optional.ofNullable(plan.entries().get(name))
                .map(e -> resolved(state, head(e).withFields(e.fields().get())));
    }

    boolean mayComeAndGo(String name) {
        TableEntry entry = plan.entries().get(name);
        return entry != null
                && entry.kind() == TableKind.CUSTOM
                && entry.satellites().isEmpty();
    }

    private static <T> SortedMap<String, T> noCase() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private State stateOf(
            SortedMap<String, Altered> altered, SortedMap<String, Instant> touched, Instant lastModified) {
        List<String> names = new ArrayList<>(plan.entries().keySet());
        names.removeIf(altered::containsKey);
        altered.values().forEach(a -> a.table().ifPresent(t -> names.add(t.name())));
        names.sort(String.CASE_INSENSITIVE_ORDER);
        return new State(altered, touched, Collections.unmodifiableList(names), lastModified);
    }

    private Optional<TableModel> table(State now, String name) {
        Altered altered = now.altered.get(name);
        if (altered != null) {
            return altered.table().map(t -> resolved(now, t));
        }
        return Optional.ofNullable(plan.entries().get(name))
                .map(e -> resolved(now, head(e).withFields(e.fields().get())));
    }

    private static TableModel head(TableEntry e) {
        return new TableModel(
                e.name(),
                e.label(),
                e.labelPlural(),
                e.keyPrefix(),
                e.kind(),
                e.parent(),
                e.queryable(),
                e.recordTypes(),
                List.of());
    }

    /** Spells out the lists of targets, and leaves out what is not there, as Salesforce does. */
    private TableModel resolved(State now, TableModel table) {
        UnaryOperator<FieldModel> resolve = field -> {
            List<String> targets = field.referenceTo();
            if (targets.isEmpty()) {
                return field;
            }
            List<String> meant = targets.get(0).startsWith("*") ? plan.targets(targets.get(0)) : targets;
            List<String> present = meant.stream().filter(t -> exists(now, t)).toList();
            return present.equals(targets) ? field : field.with("referenceTo", present);
        };
        return table.withFields(table.fields().stream().map(resolve).toList());
    }

    private boolean exists(State now, String name) {
        Altered altered = now.altered.get(name);
        return altered == null
                ? plan.entries().containsKey(name)
                : altered.table().isPresent();
    }

    private Map<String, List<Child>> index(State now) {
        Map<String, List<Child>> index = new HashMap<>();
        for (String name : now.names) {
            references(
                    table(now, name).orElseThrow(),
                    (parent, child) -> index.computeIfAbsent(parent, p -> new ArrayList<>())
                            .add(child));
        }
        return index;
    }
}
