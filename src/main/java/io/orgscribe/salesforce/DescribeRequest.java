package io.orgscribe.salesforce;

/**
 * A describe that is asked for.
 *
 * @param name API name of the sObject
 * @param lastModified of the describe that is known, as Salesforce sent it, so that an unchanged one is not sent again;
 *     "" to have it in any case
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_conditional_requests.htm">
 *     Conditional request headers</a>
 */
public record DescribeRequest(String name, String lastModified) {

    /** A describe that is wanted whatever is known of it. */
    public static DescribeRequest anyway(String name) {
        return new DescribeRequest(name, "");
    }

    boolean conditional() {
        return !lastModified.isEmpty();
    }
}
