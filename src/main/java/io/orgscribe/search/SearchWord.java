package io.orgscribe.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orgscribe.catalog.SearchText;
import io.orgscribe.search.SearchTerm.Place;

/**
 * A term as the database looks for it, in conditions on a column {@code x} or a table {@code t}.
 *
 * @param nr binds its parameters apart from those of the others
 * @param folded without case, diacritics and punctuation
 * @param tables ids of tables whose names have it, where those may count; the nearest first
 * @param picklists hashes of picklists whose values or labels have it
 */
record SearchWord(int nr, SearchTerm term, String folded, Long[] tables, String[] picklists) {

    /** Of fewer letters no index over parts of names can tell much. */
    private static final int PART = 3;

    /** Tables of which all columns are looked at. */
    private static final int NEAREST = 50;

    /** It begins a name or a word of a label, or is a part of one. */
    String inNames(String names) {
        return (isShort() ? "({names} LIKE :begin{nr} OR {names} LIKE :beginsWord{nr})" : "{names} LIKE :part{nr}")
                .replace("{names}", names)
                .replace("{nr}", "" + nr);
    }

    String inWords(String words) {
        return words + " @@ search_query(:term" + nr + ")";
    }

    boolean isShort() {
        return folded.length() < PART;
    }

    /** By the index of V2, while the others are being made. */
    String inNamesUnindexed() {
        return switch (term.place()) {
            case TABLE -> inTable();
            default -> "lower(x.name || ' ' || coalesce(x.label, '')) LIKE lower(:plain" + nr + ")";
        };
    }

    /** In the column, or in the name of its table, as the term's place allows. What is looked at fast comes first. */
    String inColumnOrTable() {
        return switch (term.place()) {
            case ANYWHERE -> "(" + inTable() + " OR " + inColumn() + ")";
            case TABLE -> inTable();
            case ITEM -> inColumn();
        };
    }

    /** In the column itself. */
    String inColumn() {
        return term.place() == Place.TABLE
                ? "false"
                : "(" + inPicklist() + " OR " + inNames(SearchText.columnNames("x")) + " OR "
                        + inWords(SearchText.columnWords("x")) + ")";
    }

    String inTable() {
        return "x.table_id = ANY (:tables" + nr + ")";
    }

    String inNearestTables() {
        return "x.table_id = ANY (:nearest" + nr + ")";
    }

    String inPicklist() {
        return "x.picklist = ANY (CAST(:picklists" + nr + " AS uuid[]))";
    }

    /** What stands in quotes is there as it was typed, but for case and diacritics. */
    String literally(List<String> texts) {
        return "("
                + String.join(
                        " OR ",
                        texts.stream()
                                .map(text -> "position(search_fold(:term" + nr + ") in search_fold(" + text + ")) > 0")
                                .toList())
                + ")";
    }

    Map<String, Object> parameters() {
        String pattern = escaped(folded);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("term" + nr, term.text());
        parameters.put("plain" + nr, "%" + escaped(term.text()) + "%");
        parameters.put("begin" + nr, pattern + "%");
        parameters.put("beginsWord" + nr, "% " + pattern + "%");
        parameters.put("part" + nr, "%" + pattern + "%");
        parameters.put("tables" + nr, tables);
        parameters.put("nearest" + nr, Arrays.copyOf(tables, Math.min(tables.length, NEAREST)));
        parameters.put("picklists" + nr, picklists);
        return parameters;
    }

    /** What has a meaning in LIKE is itself. */
    static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
