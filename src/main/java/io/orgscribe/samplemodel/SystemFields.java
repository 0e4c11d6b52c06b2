package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.List;

/** The fields that Salesforce itself puts on an sObject: first those before its own, then those after. */
final class SystemFields {

    private final FieldModel id;
    private final List<FieldModel> owner;
    private final List<FieldModel> deleted;
    private final List<FieldModel> recordType;
    private final List<FieldModel> audit;
    private final List<FieldModel> activity;
    private final List<FieldModel> viewed;

    SystemFields(FieldSyntax syntax) {
        id = syntax.parse("Id id").get(0);
        owner = syntax.parse("OwnerId ref(Group,User) !f \"Owner ID\"");
        deleted = syntax.parse("IsDeleted boolean r \"Deleted\"");
        recordType = syntax.parse("RecordTypeId ref(RecordType) f \"Record Type ID\"");
        audit = syntax.parse("CreatedDate datetime !rf; CreatedById ref(User) !rf; LastModifiedDate datetime !rf;"
                + " LastModifiedById ref(User) !rf; SystemModstamp datetime !rf \"System Modstamp\"");
        activity = syntax.parse("LastActivityDate date r \"Last Activity\"");
        viewed = syntax.parse("LastViewedDate datetime r; LastReferencedDate datetime r");
    }

    /** @param flags o owner, d recycle bin, v recently viewed, a activities, x no audit fields */
    List<FieldModel> around(List<FieldModel> own, String label, String flags, boolean recordTypes) {
        List<FieldModel> all = new ArrayList<>(own.size() + 14);
        all.add(id.with("label", label + " ID"));
        boolean ownsOwner = own.stream().anyMatch(f -> f.name().equals("OwnerId"));
        addIf(flags.contains("o") && !ownsOwner, owner, all);
        addIf(flags.contains("d"), deleted, all);
        own.stream().filter(f -> !f.custom()).forEach(all::add);
        addIf(recordTypes, recordType, all);
        addIf(!flags.contains("x"), audit, all);
        addIf(flags.contains("a"), activity, all);
        addIf(flags.contains("v"), viewed, all);
        own.stream().filter(FieldModel::custom).forEach(all::add);
        return List.copyOf(all);
    }

    private static void addIf(boolean wanted, List<FieldModel> fields, List<FieldModel> to) {
        if (wanted) {
            to.addAll(fields);
        }
    }
}
