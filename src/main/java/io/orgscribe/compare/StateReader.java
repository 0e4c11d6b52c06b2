package io.orgscribe.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hibernate.StatelessSession;

import io.orgscribe.catalog.Statements;

/**
 * Reads what is compared, each time in a transaction of its own: both sides are pinned to revisions, so that what is read
 * together is of one state, and nobody who reads slowly holds a connection.
 */
@ApplicationScoped
class StateReader {

    /** A row may have megabytes, so few are fetched at a time. */
    private static final int FETCH = 16;

    private final StatelessSession session;
    private final ObjectMapper json;

    StateReader(StatelessSession session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    @Transactional
    ComparedReadings readings(Side left, Side right) {
        return ComparedReadings.of(session, left, right);
    }

    @Transactional
    ComparedTables tables(Comparison comparison) {
        return ComparedTables.read(planned(comparison.parameters()), comparison);
    }

    @Transactional
    ChildNames childNames(Comparison comparison, ComparedTables tables) {
        if (comparison.sameState()) {
            return ChildNames.NONE;
        }
        List<TablePair> both = tables.ofBoth();
        Map<String, Object> parameters = sides(comparison, both);
        parameters.put("keys", both.stream().map(TablePair::key).toArray(String[]::new));
        return ChildNames.read(planned(parameters), comparison);
    }

    @Transactional
    ComparisonNotices notices(Comparison comparison, ComparedTables tables, ComparedReadings readings) {
        return ComparisonNotices.read(planned(comparison.parameters()), comparison, tables, readings);
    }

    /**
     * The differences of some tables in their order.
     *
     * @param taken given each of them with the place of its table; whether it wants more
     */
    @Transactional
    void differences(Comparison comparison, List<TablePair> pairs, ChildNames names, Predicate<Found> taken) {
        Map<String, Object> parameters = sides(comparison, pairs);
        parameters.put("names", text(names.of(pairs)));
        try (Stream<Object[]> rows = planned(parameters)
                .query(DifferenceStatement.of(comparison), Object[].class)
                .setFetchSize(FETCH)
                .getResultStream()) {
            boolean more = true;
            for (Iterator<Object[]> i = rows.iterator(); more && i.hasNext(); ) {
                Object[] row = i.next();
                int place = ((Number) row[0]).intValue() - 1;
                more = taken.test(new Found(
                        place,
                        new Difference(
                                pairs.get(place).name(),
                                (String) row[1],
                                (String) row[2],
                                (String) row[3],
                                (String) row[4],
                                (String) row[5])));
            }
        }
    }

    /** @param place of its table among those that are compared at once */
    record Found(int place, Difference difference) {}

    /** Some hundred tables are compared with as many: joined whole, whatever the planner expects of arrays. */
    private Statements planned(Map<String, Object> parameters) {
        Statements.plan(
                session,
                Map.of(
                        "plan_cache_mode", "force_custom_plan",
                        "jit", "off",
                        "work_mem", "32MB",
                        "max_parallel_workers_per_gather", "0"));
        return new Statements(session, parameters);
    }

    private static Map<String, Object> sides(Comparison comparison, List<TablePair> pairs) {
        Map<String, Object> parameters = new HashMap<>(comparison.parameters());
        parameters.put("lefts", ids(pairs, TablePair::left));
        parameters.put("rights", ids(pairs, TablePair::right));
        return parameters;
    }

    private static Long[] ids(List<TablePair> pairs, ToLongFunction<TablePair> side) {
        return pairs.stream().mapToLong(side).boxed().toArray(Long[]::new);
    }

    private String text(List<ChildNames.Name> names) {
        try {
            return json.writeValueAsString(new ArrayList<>(names));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Names are texts", e);
        }
    }
}
