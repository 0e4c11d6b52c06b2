package io.orgscribe.token;

import io.quarkus.qute.TemplateInstance;

/**
 * What a person sees who comes back from Salesforce.
 *
 * @param cause a word in snake case, empty where all is well
 * @param remedy what to do, or empty
 * @param link to the connection, or empty
 */
record ConsentPage(String title, String text, String cause, String remedy, String link) implements TemplateInstance {

    static ConsentPage authorized(String link) {
        return new ConsentPage(
                "The connection is authorized",
                "Orgscribe can read the org's metadata from now on. You can close this window.",
                "",
                "",
                link);
    }

    static ConsentPage refused(ConsentRefusedException e) {
        return new ConsentPage("The connection is not authorized", e.getMessage(), e.failure(), e.remedy(), "");
    }
}
