package io.orgscribe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Secrets that must not be seen anywhere, and the forms in which they could be. */
public final class Canaries {

    private final Map<String, List<String>> forms = new LinkedHashMap<>();

    /** A secret that is searched for as it is, in URLs, in JSON and within anything that is Base64. */
    public Canaries plant(String name, String secret) {
        forms.put(name, formsOf(secret));
        return this;
    }

    /** How secrets begin that nobody knows before. */
    public Canaries plantBeginning(String name, String beginning) {
        forms.put(name, List.of(beginning, URLEncoder.encode(beginning, StandardCharsets.UTF_8)));
        return this;
    }

    /** The names of those that a text has. */
    public List<String> foundIn(String text) {
        return forms.entrySet().stream()
                .filter(canary -> canary.getValue().stream().anyMatch(text::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All that a database keeps, as text. */
    public static String everyRow(Connection connection) throws SQLException {
        StringBuilder rows = new StringBuilder();
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet names =
                    statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select t::text from " + table + " t limit 20000")) {
                    while (row.next()) {
                        rows.append(row.getString(1)).append('\n');
                    }
                }
            }
        }
        return rows.toString();
    }

    private static List<String> formsOf(String secret) {
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return Stream.concat(
                        Stream.of(secret, url, url.replace("+", "%20"), json),
                        Stream.of(secret, url).flatMap(Canaries::base64))
                .distinct()
                .toList();
    }

    /**
     * What Base64 makes of it wherever it begins in what is encoded, as within user:secret; its rims depend on
     * neighbours.
     */
    private static Stream<String> base64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(0, 1, 2).flatMap(shift -> {
            int from = (3 - shift) % 3;
            byte[] inner = Arrays.copyOfRange(bytes, from, from + (bytes.length - from) / 3 * 3);
            return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder()).map(encoder -> encoder.encodeToString(inner));
        });
    }
}
