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

    /** Of so many words the rows are looked at for the others. */
    private static final int ANCHORS = 2;

    private static final List<String> COLUMN_TEXTS = List.of(
            "x.name",
            "x.label",
            "x.help_text",
            "x.description",
            "x.formula",
            "(SELECT cast(p.entries AS text) FROM catalog_picklist p WHERE p.connection_id = x.connection_id AND p.hash = x.picklist)");
    private static final List<String> TABLE_TEXTS = List.of("t.name", "t.label", "t.label_plural", "t.description");

    /** Rows {@code (of_column, id)}, each perhaps several times; binds {@code :candidates}. */
    String sql() {
        List<String> branches = new ArrayList<>();
        boolean tables = words.stream().allMatch(word -> word.term().place() != Place.TABLE);
        boolean alone = words.size() == 1 && !words.get(0).term().literal();
        if (alone) {
            if (tables) {
                branches.add(table("t.name_key LIKE :prefix ORDER BY t.name_key"));
            }
            if (indexed) {
                branches.add(column("x.name_key LIKE :prefix ORDER BY x.name_key"));
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
        if (words.stream().anyMatch(word -> word.tables().length > 0)) {
            words.stream()
                    .filter(word -> word.term().place() != Place.TABLE)
                    .sorted(Comparator.comparingInt(
                                    (SearchWord word) -> word.folded().length())
                            .reversed())
                    .limit(ANCHORS)
                    .forEach(word -> branches.add(withTable(word)));
        }
        if (itself) {
            branches.add(column(all(word -> word.inWords(SearchText.columnWords("x")))));
        }
        branches.add(column(all(SearchWord::inColumnOrTable)
                + words.stream().map(SearchWord::inColumn).collect(Collectors.joining(" OR ", " AND (", ")"))));
    }

    /** Columns whose names have the word; the others are in their names, too, or in those of their tables. */
    private String withTable(SearchWord word) {
        String names = SearchText.columnNames("x");
        return column(
                "(SELECT * FROM catalog_column x WHERE " + request.scope("x") + " AND " + word.inNames(names)
                        + " LIMIT :looked) x",
                Stream.concat(
                                Stream.of("true"),
                                words.stream()
                                        .filter(other -> other != word)
                                        .map(other -> "(" + other.inTable() + " OR " + other.inNames(names) + ")"))
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
                + conditions(request.columns(), COLUMN_TEXTS) + " AND " + condition + " LIMIT :candidates)";
    }

    private String table(String condition) {
        return "(SELECT false AS of_column, t.id FROM catalog_table t WHERE "
                + conditions(request.tables(), TABLE_TEXTS) + " AND " + condition
                + " LIMIT :candidates)";
    }

    private String conditions(List<String> filters, List<String> texts) {
        return Stream.concat(
                        filters.stream(),
                        words.stream().filter(word -> word.term().literal()).map(word -> word.literally(texts)))
                .collect(Collectors.joining(" AND "));
    }
}
