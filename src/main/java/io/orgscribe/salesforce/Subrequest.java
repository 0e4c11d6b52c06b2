package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One part of a composite call.
 *
 * @param tooling whether it is asked of the Tooling API; a composite call is of one kind
 * @param path behind the API version, encoded
 * @param headers of the part
 */
public record Subrequest(boolean tooling, String path, Map<String, String> headers) {

    /** A query by {@code /query}. */
    public static Subrequest query(String soql) {
        return new Subrequest(false, "/query?q=" + SalesforceClient.encoded(soql), Map.of());
    }

    /** A query by {@code /tooling/query}. */
    public static Subrequest toolingQuery(String soql) {
        return new Subrequest(true, "/tooling/query?q=" + SalesforceClient.encoded(soql), Map.of());
    }

    public static Subrequest describe(String sObject) {
        return new Subrequest(false, "/sobjects/" + SalesforceClient.encoded(sObject) + "/describe", Map.of());
    }

    /** @param lastModified as {@link SubrequestResult#lastModified()}; 304 where nothing has changed since */
    public static Subrequest describe(String sObject, String lastModified) {
        return new Subrequest(false, describe(sObject).path(), Map.of("If-Modified-Since", lastModified));
    }

    /** The text of values for IN. */
    public static String in(List<String> names) {
        return names.stream().map(Subrequest::literal).collect(Collectors.joining(","));
    }

    /**
     * A text in SOQL.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm">
     *     Quoted string escape sequences</a>
     */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
