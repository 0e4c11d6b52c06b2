package io.orgscribe.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Looks for the shortest paths from both ends, the smaller side first, level by level: all relations of a level's tables are
 * read by one statement.
 */
final class PathSearch {

    /** Paths of the same length that are told. */
    static final int MOST = 10;

    private static final int RELATIONS = 200_000;

    private final BiFunction<Collection<Long>, Integer, List<Relation>> relationsOf;
    private final long from;
    private final long to;

    /** What was read: by table, with those at its other end. */
    private final Map<Long, Map<Long, Map<String, Relation>>> read = new HashMap<>();

    private final Map<Long, String> names = new HashMap<>();

    PathSearch(BiFunction<Collection<Long>, Integer, List<Relation>> relationsOf, long from, long to) {
        this.relationsOf = relationsOf;
        this.from = from;
        this.to = to;
    }

    /** Tables from the one to the other; no more than one more than {@link #MOST}. */
    List<List<Long>> paths() {
        Side first = new Side(from);
        Side last = new Side(to);
        while (!first.meets(last)
                && first.depth + last.depth < Relations.LONGEST
                && !first.frontier.isEmpty()
                && !last.frontier.isEmpty()) {
            (first.frontier.size() <= last.frontier.size() ? first : last).advance();
        }
        List<List<Long>> paths = new ArrayList<>();
        if (first.meets(last)) {
            collect(List.of(from), distancesToTheEnd(first.depth + last.depth), paths);
        }
        return paths;
    }

    /** Names of the tables that were met. */
    Map<Long, String> names() {
        return names;
    }

    /** Relations of two tables that are next to each other. */
    Collection<Relation> between(long table, long other) {
        return read.getOrDefault(table, Map.of()).getOrDefault(other, Map.of()).values();
    }

    private Map<Long, Integer> distancesToTheEnd(int most) {
        Map<Long, Integer> distances = new HashMap<>(Map.of(to, 0));
        Set<Long> frontier = Set.of(to);
        for (int distance = 1; distance <= most; distance++) {
            Set<Long> next = new HashSet<>();
            for (long table : frontier) {
                for (long other : read.getOrDefault(table, Map.of()).keySet()) {
                    if (distances.putIfAbsent(other, distance) == null) {
                        next.add(other);
                    }
                }
            }
            frontier = next;
        }
        return distances;
    }

    private void collect(List<Long> path, Map<Long, Integer> distances, List<List<Long>> paths) {
        long table = path.get(path.size() - 1);
        if (table == to) {
            paths.add(path);
            return;
        }
        read.getOrDefault(table, Map.of()).keySet().stream()
                .filter(other -> distances.containsKey(other) && distances.get(other) == distances.get(table) - 1)
                .sorted((a, b) -> names.get(a).compareTo(names.get(b)))
                .forEach(other -> {
                    if (paths.size() <= MOST) {
                        List<Long> longer = new ArrayList<>(path);
                        longer.add(other);
                        collect(longer, distances, paths);
                    }
                });
    }

    /** What has been reached from one end. */
    private final class Side {

        private final Set<Long> reached = new HashSet<>();
        private Set<Long> frontier;
        private int depth;

        Side(long table) {
            reached.add(table);
            frontier = Set.of(table);
        }

        boolean meets(Side other) {
            return frontier.stream().anyMatch(other.reached::contains);
        }

        void advance() {
            Set<Long> next = new HashSet<>();
            for (Relation relation : relationsOf.apply(frontier, RELATIONS)) {
                keep(relation, relation.from(), relation.to());
                keep(relation, relation.to(), relation.from());
                names.put(relation.from(), relation.fromTable());
                names.put(relation.to(), relation.toTable());
                for (long end : List.of(relation.from(), relation.to())) {
                    if (reached.add(end)) {
                        next.add(end);
                    }
                }
            }
            frontier = next;
            depth++;
        }

        private void keep(Relation relation, long table, long other) {
            read.computeIfAbsent(table, key -> new HashMap<>())
                    .computeIfAbsent(other, key -> new LinkedHashMap<>())
                    .put(relation.columnId() + " " + relation.to(), relation);
        }
    }
}
