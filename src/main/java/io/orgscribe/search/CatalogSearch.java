package io.orgscribe.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.SearchText;
import io.orgscribe.catalog.Statements;
import io.orgscribe.search.SearchTerm.Place;

/** Finds tables and columns by what they are called and by what is said of them. */
@ApplicationScoped
class CatalogSearch {

    /** So many items are ranked; who finds more has asked for too much. */
    static final int RANKED = 1_000;

    private static final int LOOKED = 2_000;

    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");

    private final StatelessSession session;

    CatalogSearch(StatelessSession session) {
        this.session = session;
    }

    /** @param indexed whether the indexes over names and texts are there; texts are not looked through without */
    @Transactional
    SearchAnswer find(SearchRequest request, boolean indexed) {
        planForIndexes();
        List<SearchWord> words = words(request, indexed);
        Map<String, Object> parameters = new HashMap<>(request.parameters());
        words.forEach(word -> parameters.putAll(word.parameters()));
        parameters.putAll(SearchRank.parameters(words));
        parameters.put("candidates", RANKED + 1);
        parameters.put("looked", LOOKED);
        String name = request.terms().get(0).text().toLowerCase(Locale.ROOT);
        parameters.put("name", name);
        parameters.put("prefix", SearchWord.escaped(name) + "%");
        Statements sql = new Statements(session, parameters);

        List<SearchRank.Ranked> found =
                SearchRank.read(sql, new SearchCandidates(words, request, indexed).sql(), words);
        List<SearchRank.Ranked> ranked = found.subList(0, Math.min(found.size(), RANKED));
        List<SearchRank.Ranked> shown = ranked.subList(0, Math.min(ranked.size(), request.limit()));
        return new SearchAnswer(
                new SearchItems(session, words).read(shown),
                found.size() > shown.size(),
                facets(ranked),
                found.size() > RANKED ? "1,000+" : Integer.toString(found.size()),
                !indexed);
    }

    /** Plans are made for these words, by indexes alone: what has been found is joined row by row, until it is enough. */
    private void planForIndexes() {
        Statements.plan(
                session,
                Map.of(
                        "plan_cache_mode", "force_custom_plan",
                        "jit", "off",
                        "enable_seqscan", "off",
                        "enable_hashjoin", "off",
                        "enable_mergejoin", "off",
                        "work_mem", "16MB",
                        "max_parallel_workers_per_gather", "0",
                        "cpu_operator_cost", "0.3"));
    }

    private List<SearchWord> words(SearchRequest request, boolean indexed) {
        List<SearchTerm> terms = request.terms();
        List<String> folded = new Statements(
                        session,
                        Map.of("terms", terms.stream().map(SearchTerm::text).toArray(String[]::new)))
                .list(
                        "SELECT btrim(search_names(term, NULL)) FROM unnest(:terms) WITH ORDINALITY t (term, nr) ORDER BY nr",
                        String.class);
        List<SearchWord> words = new ArrayList<>();
        boolean alone = terms.size() == 1;
        for (int i = 0; i < terms.size(); i++) {
            SearchTerm term = terms.get(i);
            // Punctuation alone is in everything: what is asked for is the rest.
            if (LETTER.matcher(folded.get(i)).find()) {
                SearchWord word = new SearchWord(i, term, folded.get(i), new Long[0], new String[0]);
                Long[] tables = term.place() == Place.TABLE || term.place() == Place.ANYWHERE && !alone
                        ? tables(request, word)
                        : word.tables();
                String[] picklists = indexed && term.place() != Place.TABLE && !(alone && word.isShort())
                        ? picklists(request, word)
                        : word.picklists();
                words.add(new SearchWord(i, term, folded.get(i), tables, picklists));
            }
        }
        if (words.stream().allMatch(word -> word.term().place() == Place.TABLE)) {
            throw SearchRequest.nothingToFind();
        }
        return words;
    }

    /** Those that begin with the word are the nearest, and of them the shortest: it is the more of their names. */
    private Long[] tables(SearchRequest request, SearchWord word) {
        String condition = word.term().place() == Place.TABLE
                ? SearchText.tableNames("t") + " LIKE :begin" + word.nr()
                : word.inNames(SearchText.tableNames("t"));
        return Stream.of("t.name_key LIKE :begin" + word.nr() + " ORDER BY length(t.name), t.id", condition)
                .flatMap(having -> carriers(
                        request, word, "SELECT t.id FROM catalog_table t WHERE {scope} AND " + having, "t", Long.class)
                        .stream())
                .distinct()
                .toArray(Long[]::new);
    }

    private String[] picklists(SearchRequest request, SearchWord word) {
        return carriers(
                        request,
                        word,
                        "SELECT cast(p.hash AS text) FROM catalog_picklist p WHERE {scope} AND "
                                + word.inWords(SearchText.picklistWords("p"))
                                + (word.term().literal()
                                        ? " AND " + word.literally(List.of("cast(p.entries AS text)"))
                                        : ""),
                        "p",
                        String.class)
                .stream()
                .distinct()
                .toArray(String[]::new);
    }

    private <T> List<T> carriers(SearchRequest request, SearchWord word, String sql, String row, Class<T> type) {
        Map<String, Object> parameters = new HashMap<>(request.parameters());
        parameters.putAll(word.parameters());
        return new Statements(session, parameters)
                .list(sql.replace("{scope}", request.scope(row)) + " LIMIT " + 2 * RANKED, type);
    }

    private static Map<String, Map<String, Integer>> facets(List<SearchRank.Ranked> ranked) {
        Map<String, Map<String, Integer>> facets = new LinkedHashMap<>();
        facets.put(
                "type",
                count(ranked.stream().map(item -> item.type().toString()).toList()));
        facets.put("kind", count(ranked.stream().map(SearchRank.Ranked::kind).toList()));
        facets.put(
                "connection",
                count(ranked.stream().map(item -> item.connection().toString()).toList()));
        return facets;
    }

    private static Map<String, Integer> count(List<String> values) {
        return values.stream().collect(Collectors.toMap(value -> value, value -> 1, Integer::sum, TreeMap::new));
    }
}
