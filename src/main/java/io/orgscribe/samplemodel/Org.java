package io.orgscribe.samplemodel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The org's metadata as it is now. Thread-safe: each change replaces the state whole. */
public final class Org {

    /** The tables were last changed in the two years before this. */
    public static final Instant EPOCH = Instant.parse("2026-05-06T09:30:00Z");

    private final OrgPlan plan;
    private final Ids ids;
    private volatile OrgState state;

    public Org(SampleOrgSettings settings) {
        plan = new OrgPlan(settings);
        ids = new Ids(settings.seed());
        state = OrgState.first(plan, EPOCH);
    }

    /** API names of the tables that the user may see, sorted without regard to case. */
    public List<String> names() {
        return state.names();
    }

    /** Likewise, with those that the user may not see. Another list after each change. */
    public List<String> definedNames() {
        return state.definedNames();
    }

    /** A table that the user may see. */
    public Optional<TableModel> table(String name) {
        return state.defined(name).filter(table -> !table.hidden());
    }

    /** Also one that the user may not see. */
    public Optional<TableModel> defined(String name) {
        return state.defined(name);
    }

    /** Likewise, to be changed: with targets that may come back, and with lists of targets not spelt out. */
    Optional<TableModel> unresolved(String name) {
        return state.unresolved(name);
    }

    /** What such a table refers to now. */
    TableModel resolved(TableModel table) {
        return state.resolved(table);
    }

    /** Likewise, without its fields. */
    public Optional<TableModel> definedHead(String name) {
        return state.head(name);
    }

    /** The tables that the user may see, without their fields. */
    Stream<TableModel> heads() {
        OrgState now = state;
        return now.names().stream().map(name -> now.head(name).orElseThrow());
    }

    /** Likewise, with those that the user may not see. */
    public Stream<TableModel> definedHeads() {
        OrgState now = state;
        return now.definedNames().stream().map(name -> now.head(name).orElseThrow());
    }

    /** The tables that have changed since the org was made: nothing else has a date after {@link #EPOCH}. */
    public List<String> edited() {
        return state.edited();
    }

    public Instant lastModified() {
        return state.dates().lastModified();
    }

    /** Also of what no describe shows. */
    public Instant lastEdit() {
        return state.dates().lastEdit();
    }

    public Instant lastModified(String name) {
        return state.lastModified(name).orElseGet(() -> asPlanned(name));
    }

    /** When a table had last changed when the org was made. */
    public Instant asPlanned(String name) {
        return EPOCH.minus(Duration.ofMinutes(ids.random(name).nextInt(1_000_000)));
    }

    /** Which fields of which tables refer to it. */
    List<Child> children(String name) {
        return state.children(name);
    }

    /** How many fields that the user may read the tables have together. */
    public long columns() {
        return names().stream()
                .flatMap(name -> table(name).stream())
                .mapToLong(table -> table.visible().fields().size())
                .sum();
    }

    /** @param tables what they are from now on, empty for those that go; their dates move */
    void change(Map<String, Optional<TableModel>> tables, Instant at) {
        replace(before -> before.changed(tables, at));
    }

    /** Changes what no describe shows: no date of a describe moves. */
    void changeUnseen(TableModel table, Instant at) {
        replace(before -> before.changedUnseen(table, at));
    }

    /** The describes of these tables changed with that of another. */
    void touch(Set<String> tables, Instant at) {
        replace(before -> before.touched(tables, at));
    }

    /** The dates of all describes move, and nothing changes. */
    public void touchAll(Instant at) {
        replace(before -> before.allTouched(at));
    }

    private synchronized void replace(UnaryOperator<OrgState> change) {
        state = change.apply(state);
    }

    /** What follows of a change for Account's copy of the field. */
    Optional<Evolution> ofCopy(Evolution change) {
        return plan.personAccounts().flatMap(fields -> PersonAccountFields.ofCopy(change));
    }

    boolean mayComeAndGo(String name) {
        TableEntry entry = plan.entries().get(name);
        return entry != null
                && entry.kind() == TableKind.CUSTOM
                && entry.satellites().isEmpty();
    }
}
