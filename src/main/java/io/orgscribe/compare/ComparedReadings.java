package io.orgscribe.compare;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.Statements;

/**
 * What the newest readings of both sides have in common: of earlier ones it is not kept.
 *
 * @param ignoredTableKeys members of {@code native} that one of two readings could not have had; likewise of columns
 */
record ComparedReadings(boolean sameLanguage, String[] ignoredTableKeys, String[] ignoredColumnKeys) {

    private static final String HEAD = """
            SELECT language, api_version, reader_version, table_keys, column_keys FROM catalog_head
            WHERE connection_id = :connection""";

    static ComparedReadings of(StatelessSession session, Side left, Side right) {
        Object[] l = head(session, left);
        Object[] r = head(session, right);
        boolean sameReader = Objects.equals(l[1], r[1]) && Objects.equals(l[2], r[2]);
        return new ComparedReadings(
                l[0] == null || r[0] == null || l[0].equals(r[0]),
                sameReader ? new String[0] : onlyInOne((String[]) l[3], (String[]) r[3]),
                sameReader ? new String[0] : onlyInOne((String[]) l[4], (String[]) r[4]));
    }

    private static Object[] head(StatelessSession session, Side side) {
        return new Statements(session, Map.of("connection", side.connection()))
                .rows(HEAD).stream().findFirst().orElseGet(() ->
                        new Object[] {null, null, null, new String[0], new String[0]});
    }

    private static String[] onlyInOne(String[] left, String[] right) {
        Set<String> only = new HashSet<>(Arrays.asList(left));
        for (String key : right) {
            if (!only.add(key)) {
                only.remove(key);
            }
        }
        return only.toArray(String[]::new);
    }
}
