package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.orgscribe.samplemodel.Areas.Area;
import io.orgscribe.samplemodel.Areas.Naming;

/** Custom objects of the org's own business areas and of its managed packages, as many as are asked for. */
final class CustomObjects {

    /** With these behind their labels, the areas' objects become the thousands that a large org has. */
    private static final List<String> SECOND_WORDS = List.of(
            "Adjustment",
            "Approval",
            "Assignment",
            "Template",
            "Exception",
            "Threshold",
            "Schedule",
            "Snapshot",
            "Mapping",
            "Override",
            "Reminder",
            "Version",
            "Participant",
            "Document",
            "Checklist",
            "Target",
            "Forecast",
            "Parameter",
            "Comment",
            "Import",
            "Interface Log",
            "Archive",
            "Reconciliation",
            "Escalation");

    private final List<Area> areas;
    private final Ids ids;
    private final CustomFields customFields;

    CustomObjects(FieldSyntax syntax, SystemFields system, Ids ids) {
        this.areas = Areas.read(syntax);
        this.ids = ids;
        this.customFields = new CustomFields(syntax, system, ids);
    }

    /**
     * One object to make; the areas take turns.
     *
     * @param summarises whether it may have a roll-up
     */
    record Seed(Area area, Naming naming, int index, boolean summarises) {

        Seed of(Naming other) {
            return new Seed(area, other, index, summarises);
        }

        String name() {
            return area.namespace() + naming.label().replace(' ', '_') + "__c";
        }

        /** The main object that this one belongs to by its name, as Invoice Line belongs to Invoice; or itself. */
        Naming main() {
            return area.objects().stream()
                    .filter(other -> naming.label().startsWith(other.label() + " "))
                    .findFirst()
                    .orElse(naming);
        }
    }

    List<Seed> seeds(int count) {
        List<Seed> seeds = new ArrayList<>();
        for (int round = 0; seeds.size() < count; round++) {
            for (int at = 0; at < 24 && seeds.size() < count; at++) {
                for (Area area : areas) {
                    if (at < area.objects().size() && seeds.size() < count) {
                        seeds.add(new Seed(area, naming(area.objects().get(at), round), seeds.size(), false));
                    }
                }
            }
        }
        return seeds;
    }

    private static Naming naming(Naming base, int round) {
        if (round == 0) {
            return base;
        }
        String word = SECOND_WORDS.get((round - 1) % SECOND_WORDS.size());
        int again = (round - 1) / SECOND_WORDS.size();
        return base.followedBy(again == 0 ? word : word + " " + (again + 1));
    }

    /** The same, of which the first so many that others belong to may have a roll-up: each costs its reader a part. */
    static List<Seed> summarising(List<Seed> seeds, int most) {
        Set<String> masters = seeds.stream()
                .filter(seed -> !seed.main().equals(seed.naming()))
                .map(seed -> seed.of(seed.main()).name())
                .collect(Collectors.toSet());
        Set<String> chosen = seeds.stream()
                .map(Seed::name)
                .filter(masters::contains)
                .limit(most)
                .collect(Collectors.toSet());
        return seeds.stream()
                .map(seed -> new Seed(seed.area(), seed.naming(), seed.index(), chosen.contains(seed.name())))
                .toList();
    }

    /** @param extra how many fields more than it naturally has */
    TableEntry entry(Seed seed, int extra) {
        SplittableRandom random = ids.random(seed.name());
        Set<TableKind> satellites = EnumSet.noneOf(TableKind.class);
        if (random.nextInt(100) >= 15) {
            pick(satellites, TableKind.HISTORY, random, 70);
            pick(satellites, TableKind.SHARE, random, 60);
            pick(satellites, TableKind.FEED, random, 40);
            pick(satellites, TableKind.CHANGE_EVENT, random, 40);
        }
        boolean activities = !satellites.isEmpty() && random.nextInt(100) < 30;
        List<RecordType> recordTypes = recordTypes(seed, random);
        return new TableEntry(
                seed.name(),
                seed.naming().label(),
                seed.naming().plural(),
                keyPrefix('a', seed.index()),
                TableKind.CUSTOM,
                null,
                true,
                recordTypes,
                satellites,
                activities,
                () -> customFields.of(seed, activities, !recordTypes.isEmpty(), extra));
    }

    /** How many fields {@link #entry} would have with no extra ones. */
    int naturalColumns(Seed seed) {
        return entry(seed, 0).fields().get().size();
    }

    private static void pick(Set<TableKind> kinds, TableKind kind, SplittableRandom random, int percent) {
        if (random.nextInt(100) < percent) {
            kinds.add(kind);
        }
    }

    private List<RecordType> recordTypes(Seed seed, SplittableRandom random) {
        if (random.nextInt(100) >= 20) {
            return List.of();
        }
        List<RecordType> types = new ArrayList<>();
        for (String name : List.of("Domestic", "Export", "Intercompany").subList(0, 2 + random.nextInt(2))) {
            String id = ids.id18("012", seed.name() + "." + name);
            types.add(new RecordType(id, name, name, true, types.isEmpty()));
        }
        types.add(RecordType.MASTER);
        return List.copyOf(types);
    }

    static String keyPrefix(char first, int index) {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return "" + first + digits.charAt(index / 62 % 62) + digits.charAt(index % 62);
    }
}
