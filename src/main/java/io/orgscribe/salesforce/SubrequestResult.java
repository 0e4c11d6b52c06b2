package io.orgscribe.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * What one part of a composite call has brought.
 *
 * @param status of HTTP; 304 to a describe that has not changed
 * @param errorCode of a refusal, else ""
 * @param lastModified header as sent, or ""
 * @param rows of a query
 * @param whole whether a query has no further page
 * @param fields names of the fields of a describe
 * @param refusal why it was refused; null where it was not
 */
public record SubrequestResult(
        int status,
        String errorCode,
        String lastModified,
        List<Row> rows,
        boolean whole,
        List<String> fields,
        SalesforceException refusal) {

    /**
     * @param part whose body was read by {@link SubrequestBody}
     * @param tooling whether it is about definitions
     */
    static SubrequestResult of(CompositeReader.Part<SubrequestBody> part, boolean tooling) {
        SubrequestBody body = part.body() == null ? SubrequestBody.NOTHING : part.body();
        return new SubrequestResult(
                part.status(),
                part.errorCode(),
                part.lastModified() == null ? "" : part.lastModified(),
                body.rows(),
                body.whole(),
                body.fields(),
                part.refusal()
                        .map(why -> tooling ? Failures.ofDefinitions(why) : why)
                        .orElse(null));
    }

    public boolean ok() {
        return status == 200;
    }

    /** The texts of one column, in the order of the rows; those that are absent are left out. */
    public List<String> column(String name) {
        return rows.stream()
                .map(row -> row.text(name))
                .flatMap(Optional::stream)
                .toList();
    }
}
