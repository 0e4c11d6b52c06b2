package io.orgscribe.sampleorg;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    static final Instant EPOCH = Instant.parse("2026-05-06T09:30:00Z");

    private final OrgPlan plan;
    private final Ids ids;
    private final Object lock = new Object();
    private volatile State state;

    /** @param table what it is now, empty when it is gone */
    private record Altered(Optional<TableModel> table) {}

    /**
     * @param lastModified of what describes show
     * @param allTouched when the dates of all describes moved last
     * @param lastEdit also of what no describe shows
     */
    private record Dates(Instant lastModified, Instant allTouched, Instant lastEdit) {

        Dates at(Instant change) {
            return new Dates(change, allTouched, change);
        }
    }

    /** Replaced whole by each change, so that a reader sees one moment. */
    private static final class State {
        private final SortedMap<String, Altered> altered;
        private final SortedMap<String, Instant> touched;
        private final List<String> names;
        private final List<String> definedNames;
        private final Dates dates;
        private Map<String, List<Child>> children;

        State(
                SortedMap<String, Altered> altered,
                SortedMap<String, Instant> touched,
                List<String> names,
                List<String> definedNames,
                Dates dates) {
            this.altered = altered;
            this.touched = touched;
            this.names = names;
            this.definedNames = definedNames;
            this.dates = dates;
        }
    }

    Org(SampleOrgSettings settings) {
        plan = new OrgPlan(settings);
        ids = new Ids(settings.seed());
        state = stateOf(noCase(), noCase(), new Dates(EPOCH, Instant.MIN, EPOCH));
    }

    /** API names of the tables that the user may see, sorted without regard to case. */
    List<String> names() {
        return state.names;
    }

    /** Likewise, with those that the user may not see. Another list after each change. */
    List<String> definedNames() {
        return state.definedNames;
    }

    /** A table that the user may see. */
    Optional<TableModel> table(String name) {
        return table(state, name);
    }

    /** Also one that the user may not see. */
    Optional<TableModel> defined(String name) {
        return defined(state, name);
    }

    /** Likewise, without its fields. */
    Optional<TableModel> definedHead(String name) {
        return head(state, name);
    }

    /** The tables that the user may see, without their fields. */
    Stream<TableModel> heads() {
        State now = state;
        return now.names.stream().map(name -> head(now, name).orElseThrow());
    }

    /** Likewise, with those that the user may not see. */
    Stream<TableModel> definedHeads() {
        State now = state;
        return now.definedNames.stream().map(name -> head(now, name).orElseThrow());
    }

    /** The tables that have changed since the org was made: nothing else has a date after {@link #EPOCH}. */
    List<String> edited() {
        return state.altered.entrySet().stream()
                .filter(entry -> entry.getValue().table().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    Instant lastModified() {
        return state.dates.lastModified();
    }

    /** Also of what no describe shows. */
    Instant lastEdit() {
        return state.dates.lastEdit();
    }

    Instant lastModified(String name) {
        State now = state;
        Instant touched = now.touched.getOrDefault(name, Instant.MIN);
        Instant latest = touched.isAfter(now.dates.allTouched()) ? touched : now.dates.allTouched();
        return latest.equals(Instant.MIN) ? asPlanned(name) : latest;
    }

    /** When a table had last changed when the org was made. */
    Instant asPlanned(String name) {
        return EPOCH.minus(Duration.ofMinutes(ids.random(name).nextInt(1_000_000)));
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
            State after = stateOf(altered, touched, before.dates.at(at));
            synchronized (before) {
                after.children = before.children == null ? null : children(before, after, tables.keySet());
            }
            state = after;
        }
    }

    /** Changes what no describe shows: no date of a describe moves. */
    void changeUnseen(TableModel table, Instant at) {
        synchronized (lock) {
            SortedMap<String, Altered> altered = new TreeMap<>(state.altered);
            altered.put(table.name(), new Altered(Optional.of(table)));
            Dates dates = state.dates;
            keepingChildren(stateOf(altered, state.touched, new Dates(dates.lastModified(), dates.allTouched(), at)));
        }
    }

    /** The describes of these tables changed with that of another. */
    void touch(Set<String> tables, Instant at) {
        synchronized (lock) {
            SortedMap<String, Instant> touched = new TreeMap<>(state.touched);
            tables.forEach(name -> touched.put(name, at));
            keepingChildren(stateOf(state.altered, touched, state.dates.at(at)));
        }
    }

    /** The dates of all describes move, and nothing changes. */
    void touchAll(Instant at) {
        synchronized (lock) {
            keepingChildren(stateOf(state.altered, state.touched, new Dates(at, at, at)));
        }
    }

    private void keepingChildren(State after) {
        synchronized (state) {
            after.children = state.children;
        }
        state = after;
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

    private State stateOf(SortedMap<String, Altered> altered, SortedMap<String, Instant> touched, Dates dates) {
        List<String> defined = new ArrayList<>(plan.entries().keySet());
        defined.removeIf(altered::containsKey);
        altered.values().forEach(a -> a.table().ifPresent(t -> defined.add(t.name())));
        defined.sort(String.CASE_INSENSITIVE_ORDER);
        List<String> visible = defined.stream()
                .filter(name -> !altered.containsKey(name) || isVisible(altered.get(name)))
                .toList();
        return new State(altered, touched, visible, List.copyOf(defined), dates);
    }

    private Optional<TableModel> table(State now, String name) {
        return defined(now, name).filter(table -> !table.hidden());
    }

    private Optional<TableModel> defined(State now, String name) {
        Altered altered = now.altered.get(name);
        if (altered != null) {
            return altered.table().map(t -> resolved(now, t));
        }
        return Optional.ofNullable(plan.entries().get(name))
                .map(e -> resolved(now, head(e).withFields(e.fields().get())));
    }

    private Optional<TableModel> head(State now, String name) {
        Altered altered = now.altered.get(name);
        return altered == null
                ? Optional.ofNullable(plan.entries().get(name)).map(Org::head)
                : altered.table().map(table -> table.withFields(List.of()));
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
                List.of(),
                Map.of());
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
        return altered == null ? plan.entries().containsKey(name) : isVisible(altered);
    }

    private static boolean isVisible(Altered altered) {
        return altered.table().filter(table -> !table.hidden()).isPresent();
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
