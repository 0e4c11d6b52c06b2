package io.orgscribe.preflight;

import io.orgscribe.salesforce.SubrequestResult;

/** Whether a describe answers 304 after an edit of nothing but a description. */
final class DescriptionFact {

    private static final String FACT = "describe.descriptionEdit";

    private DescriptionFact() {}

    static ProbeFinding first(String table) {
        return ProbeFinding.unknown(
                FACT,
                "Edit the description of one field of " + table + ", nothing else, and probe again with since.",
                0);
    }

    static ProbeFinding notEdited(String table) {
        return ProbeFinding.unknown(
                FACT, "No description of a field of " + table + " has changed since the last probe: edit one.", 0);
    }

    /** @param control of a table that nobody edits: where its date moved as well, it was not the edit that moved it */
    static ProbeFinding of(ProbeToken before, SubrequestResult edited, SubrequestResult control) {
        String seen = before.table() + " (edited) answered " + edited.status() + " and " + before.control()
                + " (not edited) " + control.status() + " to If-Modified-Since.";
        boolean clear = control.status() == 304 && (edited.status() == 304 || edited.status() == 200);
        return clear
                ? new ProbeFinding(FACT, String.valueOf(edited.status()), seen, 1)
                : ProbeFinding.unknown(
                        FACT, seen + " Something else moved the dates, too: edit and probe once more.", 1);
    }
}
