package io.orgscribe.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

import io.orgscribe.browse.CatalogVersion;
import io.orgscribe.browse.CatalogVersions;
import io.orgscribe.browse.ListProblems;
import io.orgscribe.browse.ListQuery;

/** Which tables hang together by references: those around one, and the ways from one to another. */
@ApplicationScoped
class Relations {

    /** Most references of a neighbourhood. */
    static final int MOST = 2_000;

    /** Steps of a path. */
    static final int LONGEST = 6;

    private final StatelessSession session;

    Relations(StatelessSession session) {
        this.session = session;
    }

    @Transactional
    Neighbourhood around(UUID connection, long table, int depth, boolean system, ListQuery query) {
        RelationReader reader = reader(connection, system, query);
        Object[] named = reader.names(table).stream().findFirst().orElseThrow(ListProblems::unknownTable);
        Map<Long, Neighbourhood.Neighbour> tables = new LinkedHashMap<>();
        tables.put(table, new Neighbourhood.Neighbour(Long.toString(table), (String) named[0], (String) named[1], 0));
        Map<String, Relation> relations = new LinkedHashMap<>();
        boolean more = false;
        Collection<Long> frontier = List.of(table);
        for (int distance = 1; distance <= depth && !frontier.isEmpty() && !more; distance++) {
            Collection<Long> next = new TreeSet<>();
            for (Relation relation : reader.of(frontier, MOST + 1)) {
                if (relations.size() == MOST) {
                    more = true;
                    break;
                }
                relations.putIfAbsent(relation.columnId() + " " + relation.to(), relation);
                for (boolean end : List.of(true, false)) {
                    long id = end ? relation.to() : relation.from();
                    if (!tables.containsKey(id)) {
                        tables.put(id, neighbour(relation, end, distance));
                        next.add(id);
                    }
                }
            }
            frontier = next;
        }
        return new Neighbourhood(
                Long.toString(table),
                (String) named[0],
                depth,
                tables.values().stream()
                        .sorted(Comparator.comparingInt(Neighbourhood.Neighbour::distance)
                                .thenComparing(Neighbourhood.Neighbour::name))
                        .toList(),
                references(reader, relations.values()),
                more,
                moment(reader.version()));
    }

    private static Neighbourhood.Neighbour neighbour(Relation relation, boolean end, int distance) {
        return end
                ? new Neighbourhood.Neighbour(
                        Long.toString(relation.to()), relation.toTable(), relation.toLabel(), distance)
                : new Neighbourhood.Neighbour(
                        Long.toString(relation.from()), relation.fromTable(), relation.fromLabel(), distance);
    }

    /** @param to id of another table of the same connection */
    @Transactional
    TablePaths between(UUID connection, long from, long to, boolean system, ListQuery query) {
        RelationReader reader = reader(connection, system, query);
        Object[] first = reader.names(from).stream().findFirst().orElseThrow(ListProblems::unknownTable);
        Object[] last = reader.names(to).stream().findFirst().orElseThrow(ListProblems::unknownTable);
        PathSearch search = new PathSearch(reader::of, from, to);
        List<List<Long>> found = search.paths();
        List<List<Long>> shown = found.subList(0, Math.min(found.size(), PathSearch.MOST));
        Map<Long, String> names = new HashMap<>(search.names());
        names.put(from, (String) first[0]);
        return new TablePaths(
                Long.toString(from),
                (String) first[0],
                Long.toString(to),
                (String) last[0],
                shown.isEmpty() ? null : shown.get(0).size() - 1,
                paths(reader, search, shown, names),
                found.size() > PathSearch.MOST,
                shown.isEmpty()
                        ? "No references lead from the one to the other in " + LONGEST + " steps"
                                + (system ? "." : ", those of system=true left out.")
                        : null,
                moment(reader.version()));
    }

    private static List<TablePaths.TablePath> paths(
            RelationReader reader, PathSearch search, List<List<Long>> shown, Map<Long, String> names) {
        List<TablePaths.TablePath> paths = new ArrayList<>();
        for (List<Long> path : shown) {
            List<TablePaths.Step> steps = new ArrayList<>();
            for (int i = 1; i < path.size(); i++) {
                long from = path.get(i - 1);
                long to = path.get(i);
                steps.add(new TablePaths.Step(
                        Long.toString(from),
                        names.get(from),
                        Long.toString(to),
                        names.get(to),
                        references(reader, search.between(from, to))));
            }
            paths.add(new TablePaths.TablePath(steps));
        }
        return paths;
    }

    private static List<Neighbourhood.Reference> references(RelationReader reader, Collection<Relation> relations) {
        Map<String, String> childNames = reader.childNames(relations);
        return relations.stream()
                .map(relation -> new Neighbourhood.Reference(
                        Long.toString(relation.from()),
                        relation.fromTable(),
                        Long.toString(relation.columnId()),
                        relation.column(),
                        Long.toString(relation.to()),
                        relation.toTable(),
                        relation.relationshipName(),
                        childNames.get(RelationReader.key(relation)),
                        relation.masterDetail()))
                .toList();
    }

    private RelationReader reader(UUID connection, boolean system, ListQuery query) {
        return new RelationReader(session, connection, new CatalogVersions(session).asked(connection, query), system);
    }

    private static ColumnLineage.Moment moment(CatalogVersion version) {
        return version.at() == null ? null : new ColumnLineage.Moment(version.runId(), Instant.parse(version.at()));
    }
}
