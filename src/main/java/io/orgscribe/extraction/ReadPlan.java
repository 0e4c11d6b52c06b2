package io.orgscribe.extraction;

import java.util.List;
import java.util.Set;

import io.orgscribe.salesforce.DescribeRequest;

/**
 * What discover has found out: what is to be read, and what may be concluded from it.
 *
 * @param tables API names of all tables that the run answers for
 * @param describe what is to be described; the others are as the catalog has them
 * @param listed whether the org's list of objects was read whole, so that what it lacks is gone or hidden
 * @param global the list's Last-Modified; empty where the list is to be read again, null where that stays as it is
 * @param filter the connection's filter that this goes by, in one text
 * @param again names of tables whose definitions are to be read whatever their describes say
 * @param pending names of tables that an earlier run could not read and that this one does not ask for
 * @param editsSeen whether there may be edits that the next run need not be told of again
 * @param annotate how much of the definitions is to be read
 */
record ReadPlan(
        List<String> tables,
        List<DescribeRequest> describe,
        boolean listed,
        String global,
        String filter,
        Set<String> again,
        Set<String> pending,
        boolean editsSeen,
        Annotate annotate) {

    /** For a catalog that is older than the list: the next run has to read the list again. */
    ReadPlan withoutGlobal() {
        return new ReadPlan(
                tables, describe, listed, global == null ? null : "", filter, again, pending, editsSeen, annotate);
    }

    enum Annotate {
        /** Those of all tables. */
        ALL,
        /** Those of tables that were edited or whose describe has changed. */
        CHANGED
    }
}
