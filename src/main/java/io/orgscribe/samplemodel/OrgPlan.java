package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.orgscribe.samplemodel.CustomObjects.Seed;

/** Which tables the org has before anything changes. All follows from the settings' seed, tables and columns. */
final class OrgPlan {

    private static final double STANDARD = 0.25;
    private static final double CUSTOM = 0.4;
    private static final double OTHER = 0.05;
    private static final int MOST_TARGETS = 782;
    private static final int CUSTOM_TABLES_A_ROLL_UP = 10;

    private final SortedMap<String, TableEntry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> targetLists;
    private final Optional<PersonAccountFields> personAccounts;

    OrgPlan(SampleOrgSettings settings) {
        Ids ids = new Ids(settings.seed());
        FieldSyntax syntax = new FieldSyntax(new Picklists());
        SystemFields system = new SystemFields(syntax);
        CustomObjects custom = new CustomObjects(syntax, system, ids);
        Satellites satellites = new Satellites(syntax);
        personAccounts = settings.personAccounts() ? Optional.of(new PersonAccountFields(syntax)) : Optional.empty();
        int tables = settings.tables();

        addAll(firstOf(new StandardObjects(syntax, system, ids).read(), (int) Math.ceil(tables * STANDARD)));
        addAll(firstOf(new OtherObjects(syntax, system).read(), (int) (tables * OTHER)));
        // Thrice as many as have room: what remains after the satellites is filled up with more custom objects.
        List<Seed> seeds = custom.seeds(tables);
        List<Seed> first = firstOf(seeds, (int) (tables * CUSTOM));
        List<Seed> chosen = new ArrayList<>(CustomObjects.summarising(first, first.size() / CUSTOM_TABLES_A_ROLL_UP));
        List<TableEntry> beside = new ArrayList<>();
        List<TableEntry> mains = new ArrayList<>(entries.values());
        chosen.forEach(seed -> mains.add(custom.entry(seed, 0)));
        mains.forEach(main -> main.satellites().forEach(kind -> beside.add(satellites.of(main, kind))));
        int room = Math.max(0, tables - entries.size() - chosen.size());
        chosen.addAll(seeds.subList(chosen.size(), chosen.size() + Math.max(0, room - beside.size())));
        addAll(firstOf(beside, room));
        addCustom(custom, chosen, settings.columns());
        targetLists = Map.of("*activities", activities(), "*feeds", feeds(), "*all", everyMain());
    }

    Optional<PersonAccountFields> personAccounts() {
        return personAccounts;
    }

    List<String> targets(String list) {
        return targetLists.get(list);
    }

    SortedMap<String, TableEntry> entries() {
        return entries;
    }

    /** Reaches the wanted number of columns exactly, unless the natural number is larger already. */
    private void addCustom(CustomObjects custom, List<Seed> seeds, int wantedColumns) {
        if (wantedColumns == 0 || seeds.isEmpty()) {
            seeds.forEach(seed -> add(custom.entry(seed, 0)));
            return;
        }
        int natural = seeds.stream().mapToInt(custom::naturalColumns).sum()
                + entries.values().stream()
                        .mapToInt(e -> e.fields().get().size())
                        .sum();
        int missing = Math.max(0, wantedColumns - natural);
        for (int i = 0; i < seeds.size(); i++) {
            int share = missing / seeds.size() + (i < missing % seeds.size() ? 1 : 0);
            add(custom.entry(seeds.get(i), share));
        }
    }

    private List<String> activities() {
        return entries.values().stream()
                .filter(TableEntry::activities)
                .map(TableEntry::name)
                .toList();
    }

    private List<String> feeds() {
        return entries.values().stream()
                .filter(e -> e.satellites().contains(TableKind.FEED))
                .map(TableEntry::name)
                .toList();
    }

    /** Of custom objects those with satellites only: one without may come and go and nothing else changes. */
    private List<String> everyMain() {
        return entries.values().stream()
                .filter(e -> e.kind() == TableKind.STANDARD || !e.satellites().isEmpty())
                .map(TableEntry::name)
                .sorted(Comparator.naturalOrder())
                .limit(MOST_TARGETS)
                .toList();
    }

    private void addAll(List<TableEntry> all) {
        all.forEach(this::add);
    }

    private void add(TableEntry entry) {
        entries.put(entry.name(), entry);
    }

    private static <T> List<T> firstOf(List<T> all, int count) {
        return all.subList(0, Math.min(all.size(), count));
    }
}
