package io.orgscribe.extraction;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.run.Attempt;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Sessions;

/**
 * Calls that a run can do without. Where Salesforce refuses them, or fails at them while it answers others, the run says
 * what it goes on without. What concerns the org as a whole is thrown, as by calls that a run needs.
 */
@ApplicationScoped
class OptionalCalls {

    private final SalesforceClient salesforce;

    OptionalCalls(SalesforceClient salesforce) {
        this.salesforce = salesforce;
    }

    /** What calls are for. */
    enum Part {
        LIMITS("the org's daily calls", "Other replies tell them.", false),
        IDENTITY("who the user is", "It is taken to be the one of the runs before.", false),
        ORGANIZATION_AND_LANGUAGE(
                "the org's name and edition, and the user's language", "What is known of them was kept.", false),
        ORGANIZATION("the org's name and edition", "What is known of them was kept.", false),
        LANGUAGE("the user's language", "It is taken to be the one of the runs before, or else the org's.", false),
        RECORD_COUNTS("record counts", "Those that are known were kept.", false),
        EDITS("edits of definitions", "The next run asks for them again.", true),
        CUSTOMIZABLE("which tables are customizable", "No table was let in that was not in the catalog before.", true),
        TABLES(
                "descriptions, classification and what is hidden",
                "What earlier runs read of them was kept, and the next one reads them.",
                true),
        COLUMNS(
                "descriptions and classification of columns, and what columns are hidden",
                "What earlier runs read of them was kept, and the next one reads them.",
                true),
        CUSTOM_FIELDS(
                "custom fields, and with them what definitions say of their tables' columns",
                "What earlier runs read of them was kept, and the next one reads them.",
                true),
        RECORD_TYPES(
                "descriptions of record types, and with them those of their tables",
                "What earlier runs read of them was kept, and the next one reads them.",
                true),
        ROLL_UPS("how roll-ups are computed", "What earlier runs read of it was kept.", true);

        private final String what;
        private final String instead;
        private final boolean expected;

        /** @param expected whether the catalog lacks something without it */
        Part(String what, String instead, boolean expected) {
            this.what = what;
            this.instead = instead;
            this.expected = expected;
        }
    }

    /** @return empty where the run goes on without */
    <T> Optional<T> read(Attempt attempt, Sessions sessions, Part part, Supplier<T> calls) {
        return read(attempt, sessions, part, () -> Optional.of(calls.get()), why -> Optional.empty());
    }

    /** @param instead what there is without, for the reason why */
    <T> T read(
            Attempt attempt,
            Sessions sessions,
            Part part,
            Supplier<T> calls,
            Function<SalesforceException, T> instead) {
        try {
            return calls.get();
        } catch (SalesforceException e) {
            if (isInterrupted(attempt) || salesforce.meetsOthers(e, sessions, attempt.progress())) {
                throw e;
            }
            tell(attempt, part, e);
            return instead.apply(e);
        }
    }

    private static boolean isInterrupted(Attempt attempt) {
        return attempt.stopped() || Thread.currentThread().isInterrupted();
    }

    private static void tell(Attempt attempt, Part part, SalesforceException why) {
        if (why.failure() == FailureCause.VIEW_SETUP_MISSING) {
            attempt.progress().withheld(part.what, why.getMessage());
            return;
        }
        attempt.progress()
                .notice("Not read: " + part.what + ". " + part.instead + " " + why.getMessage() + " " + why.remedy());
        if (part.expected) {
            attempt.progress().incomplete();
        }
    }
}
