package io.orgscribe.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.orgscribe.browse.CatalogVersion;
import io.orgscribe.catalog.Statements;

/** What was not compared, and why. */
record ComparisonNotices(List<Notice> notices) {

    /**
     * @param cause as a word for programs
     * @param count of tables, columns or members
     * @param message for people
     */
    @Schema(name = "ComparisonNotice")
    @RegisterForReflection
    record Notice(String cause, long count, String message) {}

    /** Columns of a side, in tables that both have, of which definitions tell nothing. */
    private static final String UNREAD = """
            SELECT count(*) FROM {columns} c WHERE NOT c.annotated""";

    static ComparisonNotices read(
            Statements sql, Comparison comparison, ComparedTables tables, ComparedReadings readings) {
        List<Notice> notices = new ArrayList<>();
        for (Side side : List.of(comparison.left(), comparison.right())) {
            if (side.version() == CatalogVersion.NEVER) {
                notices.add(new Notice(
                        "before_first_revision",
                        1,
                        "The " + side.name() + " side had no catalog then: it is compared as an empty one."));
            }
            long unread = sql.single(
                    UNREAD.replace("{columns}", side.rows("catalog_column", "v.annotated", "true")), Long.class);
            if (unread > 0) {
                notices.add(new Notice(
                        "definitions_unread",
                        unread,
                        "Definitions of " + unread + " columns of the " + side.name()
                                + " side were not read: their descriptions and classifications are not compared."));
            }
        }
        if (tables.leftOut() > 0) {
            notices.add(new Notice(
                    "tables_left_out",
                    tables.leftOut(),
                    tables.leftOut() + " tables are not compared: a connection's filter leaves them out."));
        }
        Map<String, String[]> members =
                Map.of("tables", readings.ignoredTableKeys(), "columns", readings.ignoredColumnKeys());
        members.forEach((of, keys) -> {
            if (keys.length > 0) {
                notices.add(new Notice(
                        "native_members",
                        keys.length,
                        "Not compared in native of " + of + ", for one side's API version does not have them: "
                                + String.join(", ", Stream.of(keys).sorted().toList()) + "."));
            }
        });
        if (!readings.sameLanguage()) {
            notices.add(new Notice(
                    "languages",
                    2,
                    "The describing users have different languages: labels are compared only where ignore says which"
                            + " attributes do not count."));
        }
        return new ComparisonNotices(notices);
    }
}
