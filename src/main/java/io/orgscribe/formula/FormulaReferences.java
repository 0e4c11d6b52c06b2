package io.orgscribe.formula;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The paths and globals of a formula, each once.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=sf.dev_understanding_global_variables.htm">Global
 *     variables</a>
 */
final class FormulaReferences {

    /** Globals that are a record, by their lower case, with its table. */
    private static final Map<String, String> RECORDS = Map.of(
            "$user", "User",
            "$profile", "Profile",
            "$userrole", "UserRole",
            "$organization", "Organization",
            "$source", FieldPath.SOURCE);

    private final Map<String, FieldPath> paths = new LinkedHashMap<>();
    private final Map<String, String> globals = new LinkedHashMap<>();

    void add(FormulaToken word) throws FormulaSyntaxException {
        String text = word.text();
        String key = text.toLowerCase(Locale.ROOT);
        if (paths.containsKey(key) || globals.containsKey(key)) {
            return;
        }
        if (!FieldPath.isWhole(text)) {
            throw new FormulaSyntaxException(word.position(), "“" + text + "” lacks a name beside a dot or colon");
        }
        List<String> names = Arrays.asList(text.split("\\."));
        if (!text.startsWith("$")) {
            paths.put(key, FieldPath.of(text, null, names));
            return;
        }
        int skipped = skipped(names);
        if (skipped == 0 || names.size() <= skipped) {
            globals.put(key, text);
        } else {
            String record = RECORDS.get(names.get(0).toLowerCase(Locale.ROOT));
            String table = record == null ? names.get(1) : record;
            paths.put(key, FieldPath.of(text, table, names.subList(skipped, names.size())));
        }
    }

    /** How many names stand before the first step; 0 where none is a column. */
    private static int skipped(List<String> names) {
        String global = names.get(0).toLowerCase(Locale.ROOT);
        return switch (global) {
            case "$setup" -> 2;
            case "$custommetadata" -> 3;
            case "$objecttype" -> names.size() > 2 && names.get(2).equalsIgnoreCase("Fields") ? 3 : 0;
            default -> RECORDS.containsKey(global) ? 1 : 0;
        };
    }

    List<FieldPath> paths() {
        return List.copyOf(paths.values());
    }

    List<String> globals() {
        return List.copyOf(globals.values());
    }
}
