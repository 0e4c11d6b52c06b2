package io.orgscribe.samplemodel;

import java.util.List;

/**
 * What a roll-up summary counts or sums.
 *
 * @param table whose records are summarised
 * @param operation {@code count}, {@code sum}, {@code min} or {@code max}
 * @param field of that table, null for {@code count}
 * @param foreignKey the master-detail field of that table which leads to the roll-up's own
 * @param filters all of which a record must meet; empty for all records
 */
public record RollUp(String table, String operation, String field, String foreignKey, List<Filter> filters) {

    /**
     * One condition.
     *
     * @param field of the summarised table
     * @param operation such as {@code equals}
     */
    public record Filter(String field, String operation, String value) {}
}
