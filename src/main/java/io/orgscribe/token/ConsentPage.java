package io.orgscribe.token;

import io.quarkus.qute.TemplateInstance;

/**
 * What a person sees who comes back from Salesforce, or is led there by another page.
 *
 * @param cause a word in snake case, empty where all is well
 * @param remedy what to do, or empty
 * @param link where to go on, or empty
 * @param linkText what is there
 */
public record ConsentPage(String title, String text, String cause, String remedy, String link, String linkText)
        implements TemplateInstance {

    /** Asks whoever was led to the beginning of a consent by somebody else's page whether that is what they want. */
    public static ConsentPage confirm(String connection, String link) {
        return new ConsentPage(
                "Authorize " + connection + "?",
                "Another page has led you here. Going on asks Salesforce for a consent with the user that this browser is"
                        + " logged in as there, and gives it to the connection.",
                "",
                "Close this window if you did not want that.",
                link,
                "Go on to Salesforce");
    }

    static ConsentPage authorized(String link) {
        return new ConsentPage(
                "The connection is authorized",
                "Orgscribe can read the org's metadata from now on. You can close this window.",
                "",
                "",
                link,
                "The connection");
    }

    static ConsentPage refused(ConsentRefusedException e) {
        return new ConsentPage("The connection is not authorized", e.getMessage(), e.failure(), e.remedy(), "", "");
    }
}
