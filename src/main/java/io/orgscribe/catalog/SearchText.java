package io.orgscribe.catalog;

/**
 * What names and texts are searched by, in SQL. An index serves a query only where both say the same: the definitions of
 * the indexes ({@link LargeIndex}) and all queries take it from here.
 */
public final class SearchText {

    private SearchText() {}

    /** Names of a column, for parts of them: without case, diacritics and punctuation. */
    public static String columnNames(String row) {
        return "search_names(" + row + ".name, " + row + ".label)";
    }

    /** Texts of a column, for words of them. */
    public static String columnWords(String row) {
        return "search_words(coalesce({row}.help_text, '') || ' ' || coalesce({row}.description, '') || ' ' || coalesce({row}.formula, ''))"
                .replace("{row}", row);
    }

    /** Names of a table, likewise. */
    public static String tableNames(String row) {
        return "search_names({row}.name, coalesce({row}.label, '') || ' ' || coalesce({row}.label_plural, ''))"
                .replace("{row}", row);
    }

    /** Texts of a table, likewise. */
    public static String tableWords(String row) {
        return "search_words(" + row + ".description)";
    }

    /** Values and labels of a picklist, likewise. */
    public static String picklistWords(String row) {
        return "search_words(cast(jsonb_path_query_array({row}.entries, '$[*].label') AS text) || cast(jsonb_path_query_array({row}.entries, '$[*].value') AS text))"
                .replace("{row}", row);
    }
}
