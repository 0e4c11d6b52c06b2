package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The org's metadata at one moment: the plan, and above it whole the tables that have changed since. */
final class OrgState {

    private final OrgPlan plan;
    private final SortedMap<String, Altered> altered;
    private final SortedMap<String, Instant> touched;
    private final List<String> names;
    private final List<String> definedNames;
    private final Dates dates;
    private Optional<Map<String, List<Child>>> children = Optional.empty();

    /** @param table what it is now, empty when it is gone */
    private record Altered(Optional<TableModel> table) {

        boolean isVisible() {
            return table.filter(t -> !t.hidden()).isPresent();
        }
    }

    /**
     * @param lastModified of what describes show
     * @param allTouched when the dates of all describes moved last
     * @param lastEdit also of what no describe shows
     */
    record Dates(Instant lastModified, Instant allTouched, Instant lastEdit) {

        Dates changed(Instant at) {
            return new Dates(at, allTouched, at);
        }

        Dates changedUnseen(Instant at) {
            return new Dates(lastModified, allTouched, at);
        }
    }

    private OrgState(
            OrgPlan plan, SortedMap<String, Altered> altered, SortedMap<String, Instant> touched, Dates dates) {
        this.plan = plan;
        this.altered = altered;
        this.touched = touched;
        this.dates = dates;
        List<String> defined = new ArrayList<>(plan.entries().keySet());
        defined.removeIf(altered::containsKey);
        altered.values().forEach(a -> a.table().ifPresent(t -> defined.add(t.name())));
        defined.sort(String.CASE_INSENSITIVE_ORDER);
        definedNames = Collections.unmodifiableList(defined);
        names = defined.stream().filter(this::exists).toList();
    }

    static OrgState first(OrgPlan plan, Instant at) {
        SortedMap<String, Altered> none = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        SortedMap<String, Instant> untouched = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return new OrgState(plan, none, untouched, new Dates(at, Instant.MIN, at));
    }

    /** @param tables what they are from now on, empty for those that go; their dates move */
    OrgState changed(Map<String, Optional<TableModel>> tables, Instant at) {
        Set<String> described = new HashSet<>(tables.keySet());
        if (plan.personAccounts().isPresent() && described.contains(PersonAccountFields.CONTACT)) {
            described.add(PersonAccountFields.ACCOUNT);
        }
        OrgState after = new OrgState(plan, altering(tables), touching(described, at), dates.changed(at));
        after.children = wholeChildren().flatMap(index -> ChildIndex.after(index, this, after, described));
        return after;
    }

    /** Changes what no describe shows: no date of a describe moves. */
    OrgState changedUnseen(TableModel table, Instant at) {
        SortedMap<String, Altered> more = altering(Map.of(table.name(), Optional.of(table)));
        return keepingChildren(new OrgState(plan, more, touched, dates.changedUnseen(at)));
    }

    /** The describes of these tables changed with that of another. */
    OrgState touched(Set<String> tables, Instant at) {
        return keepingChildren(new OrgState(plan, altered, touching(tables, at), dates.changed(at)));
    }

    /** The dates of all describes move, and nothing changes. */
    OrgState allTouched(Instant at) {
        return keepingChildren(new OrgState(plan, altered, touched, new Dates(at, at, at)));
    }

    private SortedMap<String, Altered> altering(Map<String, Optional<TableModel>> tables) {
        SortedMap<String, Altered> more = new TreeMap<>(altered);
        tables.forEach((name, table) -> more.put(name, new Altered(table)));
        return more;
    }

    private SortedMap<String, Instant> touching(Set<String> tables, Instant at) {
        SortedMap<String, Instant> more = new TreeMap<>(touched);
        tables.forEach(name -> more.put(name, at));
        return more;
    }

    private OrgState keepingChildren(OrgState after) {
        after.children = wholeChildren();
        return after;
    }

    private synchronized Optional<Map<String, List<Child>>> wholeChildren() {
        return children;
    }

    List<String> names() {
        return names;
    }

    List<String> definedNames() {
        return definedNames;
    }

    Dates dates() {
        return dates;
    }

    /** When the table's describe changed, if it ever did. */
    Optional<Instant> lastModified(String name) {
        Instant own = touched.getOrDefault(name, Instant.MIN);
        Instant latest = own.isAfter(dates.allTouched()) ? own : dates.allTouched();
        return Optional.of(latest).filter(at -> at.isAfter(Instant.MIN));
    }

    /** Those that have changed and are there. */
    List<String> edited() {
        return altered.values().stream()
                .flatMap(a -> a.table().stream())
                .map(TableModel::name)
                .toList();
    }

    /** Also one that the user may not see. */
    Optional<TableModel> defined(String name) {
        return unresolved(name).map(this::withPersonAccounts).map(this::resolved);
    }

    private TableModel withPersonAccounts(TableModel table) {
        return plan.personAccounts()
                .filter(fields -> table.name().equals(PersonAccountFields.ACCOUNT))
                .flatMap(fields -> unresolved(PersonAccountFields.CONTACT).map(contact -> fields.on(table, contact)))
                .orElse(table);
    }

    /** Likewise, with lists of targets not spelt out, and with targets that are not there. */
    Optional<TableModel> unresolved(String name) {
        Altered now = altered.get(name);
        return now != null ? now.table() : planned(name);
    }

    /** Likewise, as the plan has it. */
    Optional<TableModel> planned(String name) {
        return Optional.ofNullable(plan.entries().get(name))
                .map(entry -> head(entry).withFields(entry.fields().get()));
    }

    /** Likewise, without its fields. */
    Optional<TableModel> head(String name) {
        Altered now = altered.get(name);
        return now == null
                ? Optional.ofNullable(plan.entries().get(name)).map(OrgState::head)
                : now.table().map(table -> table.withFields(List.of()));
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
    TableModel resolved(TableModel table) {
        UnaryOperator<FieldModel> resolve = field -> {
            List<String> targets = field.referenceTo();
            if (targets.isEmpty()) {
                return field;
            }
            List<String> meant = targets.get(0).startsWith("*") ? plan.targets(targets.get(0)) : targets;
            List<String> present = meant.stream().filter(this::exists).toList();
            return present.equals(targets) ? field : field.with("referenceTo", present);
        };
        return table.withFields(table.fields().stream().map(resolve).toList());
    }

    /** For the describing user. */
    boolean exists(String name) {
        Altered now = altered.get(name);
        return now == null ? plan.entries().containsKey(name) : now.isVisible();
    }

    /** Which fields of which tables refer to it. */
    synchronized List<Child> children(String name) {
        if (children.isEmpty()) {
            children = Optional.of(ChildIndex.of(this));
        }
        return children.get().getOrDefault(name, List.of());
    }
}
