package io.orgscribe.samplemodel;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A table of the plan: what can be said of it without making its fields.
 *
 * @param satellites kinds that Salesforce keeps beside it
 * @param activities whether tasks, notes and files may be related to it
 * @param fields made anew on each call, so that an org of any size needs little memory
 */
record TableEntry(
        String name,
        String label,
        String labelPlural,
        String keyPrefix,
        TableKind kind,
        String parent,
        boolean queryable,
        List<RecordType> recordTypes,
        Set<TableKind> satellites,
        boolean activities,
        Supplier<List<FieldModel>> fields) {}
