package io.orgscribe.browse;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;
import org.hibernate.exception.DataException;
import org.hibernate.query.NativeQuery;

import io.orgscribe.catalog.Statements;
import io.orgscribe.web.Cursor;
import io.orgscribe.web.Page;

/** Reads pages of lists, and single items of them. */
@ApplicationScoped
class CatalogReader {

    /** A page ends early where it would be larger. */
    static final long LARGEST_PAGE = 8L << 20;

    /** A row may have megabytes, so few are fetched at a time. */
    private static final int FETCH = 16;

    private final StatelessSession session;

    CatalogReader(StatelessSession session) {
        this.session = session;
    }

    @Transactional
    CatalogPage page(ListQuery query, Scope scope, Function<AsOfPredicate, Listing> list) {
        planForEachQuery(session);
        Page asked = query.page();
        Optional<Cursor> cursor = asked.after();
        CatalogVersion version = version(query, scope, cursor);
        Listing listing = list.apply(version.asOf());
        List<String> fields = query.fields(listing);

        Map<String, Object> parameters = new HashMap<>(scope.parameters());
        parameters.putAll(version.asOf().parameters());
        parameters.put("rows", asked.limit() + 1);
        cursor.ifPresent(c -> parameters.putAll(keys(listing, c)));
        List<Filter.Condition> conditions = query.conditions(listing);
        conditions.forEach(condition -> parameters.putAll(condition.parameters()));
        Listing.Rows rows = new Listing.Rows(scope.condition(), conditions, cursor.isPresent(), false);
        try {
            boolean newest = cursor.isEmpty() && query.asOf().isEmpty();
            return read(new PageQuery(listing, fields, rows, parameters, version, asked, newest));
        } catch (DataException e) {
            // Filters are checked when they are read; only a forged cursor can hold what PostgreSQL cannot.
            throw cursor.isPresent() ? Cursor.invalid() : e;
        }
    }

    /** @param newest whether it is made of current rows alone */
    private record PageQuery(
            Listing listing,
            List<String> fields,
            Listing.Rows rows,
            Map<String, Object> parameters,
            CatalogVersion version,
            Page asked,
            boolean newest) {

        PageQuery of(Listing.Rows other) {
            return new PageQuery(listing, fields, other, parameters, version, asked, newest);
        }

        CatalogPage upTo(CatalogPage found, List<String> end) {
            return new CatalogPage(
                    found.items(), position(version, end.stream()).write(asked.list()), version);
        }
    }

    /**
     * What an index finds has to be put in order, however much it is. What is in many rows is met sooner by looking at one
     * row after the other.
     */
    private CatalogPage read(PageQuery page) {
        if (page.rows.scanned()) {
            return scan(page);
        }
        PageQuery rowByRow = page.of(page.rows.withoutIndex());
        if (page.newest) {
            CatalogPage soon = cut(rowByRow);
            if (soon.nextPage().isPresent()) {
                return soon;
            }
        }
        return isOfFew(page) ? cut(page) : scan(rowByRow);
    }

    private boolean isOfFew(PageQuery page) {
        planForIndexes(session);
        return new Statements(session, page.parameters).single(page.listing.countOfFew(page.rows), Long.class)
                < Listing.SCANNED;
    }

    /**
     * A page that is looked for in a part of the list ends where that part ends, unless it is full before. Of current rows
     * and history each is cut by itself, so that what lies behind the end of one of them is not all there is.
     */
    private CatalogPage scan(PageQuery page) {
        if (page.newest) {
            CatalogPage found = cut(page);
            return found.nextPage().isPresent()
                    ? found
                    : end(page).map(end -> page.upTo(found, end)).orElse(found);
        }
        Optional<List<String>> end = end(page);
        end.ifPresent(keys -> IntStream.range(0, page.listing.own().size())
                .forEach(i -> page.parameters.put(
                        "end" + (i + 1), page.listing.own().get(i).reader().apply(keys.get(i)))));
        CatalogPage found = cut(end.isPresent() ? page.of(page.rows.toTheEnd()) : page);
        return found.nextPage().isPresent()
                ? found
                : end.map(keys -> page.upTo(found, keys)).orElse(found);
    }

    /** The keys of the last row that is looked at, where there are further ones. */
    private Optional<List<String>> end(PageQuery page) {
        return query(page.listing.scanEnd(page.rows), page.parameters)
                .getResultStream()
                .findFirst()
                .map(row -> {
                    List<String> keys = new ArrayList<>();
                    for (Listing.Key key : page.listing.keys()) {
                        keys.add(key.last() == null ? (String) row[keys.size()] : key.last());
                    }
                    return keys;
                });
    }

    /** An item as it is now, whether removed or not. */
    @Transactional
    Optional<byte[]> item(ListQuery query, long id, Function<AsOfPredicate, Listing> list) {
        query.refuseAllButFields();
        Listing listing = list.apply(AsOfPredicate.AtRevision.NEWEST);
        Map<String, Object> parameters = new HashMap<>(AsOfPredicate.AtRevision.NEWEST.parameters());
        parameters.put("rows", 1);
        parameters.put("id", id);
        Listing.Rows one = new Listing.Rows("x.id = :id", List.of(), false, false);
        return query(listing.sql(query.fields(listing), one), parameters)
                .getResultStream()
                .findFirst()
                .map(CatalogReader::json);
    }

    @Transactional
    boolean hasConnection(UUID id) {
        return new Statements(session, Map.of("id", id))
                .single("SELECT EXISTS (SELECT FROM connection WHERE id = :id)", Boolean.class);
    }

    @Transactional
    Optional<Scope> column(long id) {
        return new Statements(session, Map.of("id", id))
                .rows("SELECT connection_id, id FROM catalog_column WHERE id = :id").stream()
                        .findFirst()
                        .map(row -> Scope.column((UUID) row[0], id));
    }

    @Transactional
    Optional<Scope> table(long id) {
        return new Statements(session, Map.of("id", id))
                .rows("SELECT connection_id, id FROM catalog_table WHERE id = :id").stream()
                        .findFirst()
                        .map(row -> Scope.table((UUID) row[0], id));
    }

    /**
     * Plans hold for the values they were made for: a rare and a common text want different ones. Compiling the
     * statement would take longer than running it.
     */
    static void planForEachQuery(StatelessSession session) {
        Statements.plan(session, Map.of("plan_cache_mode", "force_custom_plan", "jit", "off"));
    }

    /** Where an index is there for what is asked, however the planner takes its statistics. */
    static void planForIndexes(StatelessSession session) {
        Statements.plan(session, Map.of("enable_seqscan", "off"));
    }

    private CatalogVersion version(ListQuery query, Scope scope, Optional<Cursor> cursor) {
        CatalogVersions versions = new CatalogVersions(session);
        if (scope.connection() == null) {
            if (query.asOf().isPresent()) {
                throw ListProblems.timeOverAll();
            }
            return cursor.map(c -> CatalogVersions.named(versionIn(c)).orElseThrow(Cursor::invalid))
                    .orElseGet(versions::now);
        }
        if (cursor.isPresent()) {
            return versions.named(scope.connection(), versionIn(cursor.get())).orElseThrow(Cursor::invalid);
        }
        return versions.asked(scope.connection(), query);
    }

    private static Map<String, Object> keys(Listing listing, Cursor cursor) {
        List<String> after = cursor.position().subList(1, cursor.position().size());
        if (after.size() != listing.keys().size()) {
            throw Cursor.invalid();
        }
        Map<String, Object> keys = new HashMap<>();
        try {
            IntStream.range(0, after.size())
                    .forEach(i -> keys.put(
                            "key" + (i + 1), listing.keys().get(i).reader().apply(after.get(i))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Cursor.invalid();
        }
        return keys;
    }

    private NativeQuery<Object[]> query(String sql, Map<String, Object> parameters) {
        return new Statements(session, parameters).query(sql, Object[].class).setFetchSize(FETCH);
    }

    private CatalogPage cut(PageQuery page) {
        List<byte[]> items = new ArrayList<>();
        long size = 0;
        Object[] last = {};
        try (Stream<Object[]> found =
                query(page.listing.sql(page.fields, page.rows), page.parameters).getResultStream()) {
            for (Iterator<Object[]> i = found.iterator(); i.hasNext(); ) {
                Object[] row = i.next();
                byte[] item = json(row);
                size += item.length;
                if (items.size() == page.asked.limit() || size > LARGEST_PAGE && !items.isEmpty()) {
                    String next = position(
                                    page.version,
                                    Arrays.stream(last, 0, last.length - 1).map(String.class::cast))
                            .write(page.asked.list());
                    return new CatalogPage(items, next, page.version);
                }
                items.add(item);
                last = row;
            }
        }
        return new CatalogPage(items, null, page.version);
    }

    private static byte[] json(Object[] row) {
        return ((String) row[row.length - 1]).getBytes(StandardCharsets.UTF_8);
    }

    /** The version that all pages answer as of, and the keys of the last row. */
    private static Cursor position(CatalogVersion version, Stream<String> keys) {
        return new Cursor(Stream.concat(Stream.of(version.text()), keys).toList());
    }

    private static String versionIn(Cursor cursor) {
        return cursor.position().get(0);
    }
}
