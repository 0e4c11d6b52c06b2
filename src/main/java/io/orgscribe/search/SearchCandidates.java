package io.orgscribe.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orgscribe.catalog.SearchText;
import io.orgscribe.search.SearchTerm.Place;

/**
 * The statement that collects items which have all words, the likeliest first, until there are enough to rank. Each branch
 * is one way to find them by one index; the next one is only begun where those before have found too few.
 *
 * @param indexed whether the indexes of {@link io.orgscribe.catalog.LargeIndex} are there
 */
record SearchCandidates(List<SearchWord> words, SearchRequest request, boolean indexed) {

    /** Of so many words the tables that are called so are looked through for the others. */
    private static final int ANCHORS = 2;

    private static final List<String> COLUMN_TEXTS =
            List.of("x.name", "x.label", "x.help_text", "x.description", "x.formula");
    private static final List<String> TABLE_TEXTS = List.of("t.name", "t.label", "t.label_plural", "t.description");

    /** Rows {@code (of_column, id)}, each perhaps several times; binds {@code :candidates}. */
    String sql() {
        List<String> branches = new ArrayList<>();
        boolean tables = words.stream().allMatch(word -> word.term().place() != Place.TABLE);
        boolean alone = words.size() == 1 && !words.get(0).term().literal();
        if (alone) {
            // Those that are called so are told first; of the many that begin so any will do, which none has to sort.
            for (String beginning : List.of("name_key IN (:name, :name || '__c')", "name_key LIKE :prefix")) {
                if (tables) {
                    branches.add(table("t." + beginning));
                }
                if (indexed) {
                    branches.add(column("x." + beginning));
                }
            }
        }
        if (!alone || !words.get(0).isShort()) {
            if (tables) {
                branches.add(table(all(word -> word.inNames(SearchText.tableNames("t")))));
            }
            columns(branches);
            if (tables && indexed) {
                branches.add(table(all(word -> word.inWords(SearchText.tableWords("t")))));
            }
            if (tables && indexed && words.size() > 1) {
                branches.add(table(all(word -> "(" + word.inNames(SearchText.tableNames("t")) + " OR "
                        + word.inWords(SearchText.tableWords("t")) + ")")));
            }
        }
        return branches.stream()
                .collect(Collectors.joining(" UNION ALL ", "(SELECT b.* FROM (", ") b LIMIT :candidates)"));
    }

    private void columns(List<String> branches) {
        String names = SearchText.columnNames("x");
        boolean itself = words.stream().allMatch(word -> word.term().place() != Place.TABLE);
        if (!indexed) {
            branches.add(column(all(SearchWord::inNamesUnindexed)));
            return;
        }
        if (itself) {
            branches.add(column(all(word -> word.inNames(names))));
        }
        words.stream()
                .filter(word -> word.tables().length > 0)
                .sorted(Comparator.comparingInt(word -> word.tables().length))
                .limit(ANCHORS)
                .forEach(word -> branches.add(inTablesOf(word)));
        if (itself) {
            branches.add(column(all(word -> word.inWords(SearchText.columnWords("x")))));
        }
        branches.add(column(all(SearchWord::inColumnOrTable)
                + words.stream().map(SearchWord::inColumn).collect(Collectors.joining(" OR ", " AND (", ")"))));
    }

    /** Columns of the nearest tables whose names have the word; the others are in names of column or table. */
    private String inTablesOf(SearchWord word) {
        String names = SearchText.columnNames("x");
        return column(
                "(SELECT * FROM catalog_column x WHERE " + request.scope("x") + " AND " + word.inNearestTables()
                        + " LIMIT :looked) x",
                Stream.concat(
                                words.stream()
                                        .filter(other -> other != word)
                                        .map(other -> "(" + other.inTable() + " OR " + other.inNames(names) + ")"),
                                Stream.of(words.stream()
                                        .filter(any -> any.term().place() != Place.TABLE)
                                        .map(any -> any.inNames(names))
                                        .collect(Collectors.joining(" OR ", "(", ")"))))
                        .collect(Collectors.joining(" AND ")));
    }

    private String all(Function<SearchWord, String> condition) {
        return words.stream().map(condition).collect(Collectors.joining(" AND "));
    }

    private String column(String condition) {
        return column("catalog_column x", condition);
    }

    private String column(String from, String condition) {
        return "(SELECT true AS of_column, x.id FROM " + from
                + " JOIN catalog_table t ON t.connection_id = x.connection_id AND t.id = x.table_id WHERE "
                + conditions(
                        request.columns(),
                        word -> "(" + word.inPicklist() + " OR " + word.literally(COLUMN_TEXTS) + ")")
                + " AND " + condition + " LIMIT :candidates)";
    }

    private String table(String condition) {
        return "(SELECT false AS of_column, t.id FROM catalog_table t WHERE "
                + conditions(request.tables(), word -> word.literally(TABLE_TEXTS)) + " AND " + condition
                + " LIMIT :candidates)";
    }

    private String conditions(List<String> filters, Function<SearchWord, String> literally) {
        return Stream.concat(
                        filters.stream(),
                        words.stream().filter(word -> word.term().literal()).map(literally))
                .collect(Collectors.joining(" AND "));
    }
}
