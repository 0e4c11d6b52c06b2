package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;

/**
 * What one part of a composite call has brought.
 *
 * @param status of HTTP; 304 to a describe that has not changed
 * @param errorCode of a refusal, else ""
 * @param lastModified header as sent, or ""
 * @param rows of a query: column, such as {@code EntityDefinition.QualifiedApiName}, to its text; null values are left
 *     out
 * @param whole whether a query has no further page
 * @param fields names of the fields of a describe
 */
public record Answer(
        int status,
        String errorCode,
        String lastModified,
        List<Map<String, String>> rows,
        boolean whole,
        List<String> fields) {

    public boolean ok() {
        return status == 200;
    }

    /** The texts of one column, in the order of the rows. */
    public List<String> column(String name) {
        return rows.stream()
                .filter(row -> row.containsKey(name))
                .map(row -> row.get(name))
                .toList();
    }
}
