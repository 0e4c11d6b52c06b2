package io.orgscribe.search;

import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The best items of a search, as the catalog is now.
 *
 * @param items best first
 * @param more whether there are further ones, which a narrower query would show
 * @param facets how many of the items that were ranked are of each {@code type}, {@code kind} and {@code connection}
 *     (by id)
 * @param counted how many items were ranked, such as {@code 37}, or {@code 1,000+} where there are more than are ranked
 * @param partial whether the indexes are still being made, so that only names and labels were searched
 */
@Schema(name = "SearchAnswer")
@RegisterForReflection
public record SearchAnswer(
        List<SearchItem> items,
        boolean more,
        Map<String, Map<String, Integer>> facets,
        String counted,
        boolean partial) {

    /**
     * A table or a column.
     *
     * @param table API name of the column's table, of a table its own
     * @param matched what of it was matched best: {@code name}, {@code label}, {@code helpText}, {@code description},
     *     {@code formula} or {@code picklist}
     */
    @RegisterForReflection
    record SearchItem(
            Type type,
            String id,
            String connectionId,
            String connection,
            String tableId,
            String table,
            String name,
            String label,
            String kind,
            boolean hidden,
            boolean removed,
            String matched,
            Snippet snippet) {}

    public enum Type {
        TABLE,
        COLUMN;

        /** As in REST. */
        @Override
        @com.fasterxml.jackson.annotation.JsonValue
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
