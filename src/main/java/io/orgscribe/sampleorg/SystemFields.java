package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.List;

/** The fields that Salesforce itself puts on an sObject: first those before its own, then those after. */
final class SystemFields {

    private final FieldSyntax syntax;

    SystemFields(FieldSyntax syntax) {
        this.syntax = syntax;
    }

    /** @param flags o owner, d recycle bin, v recently viewed, a activities, x no audit fields */
    List<FieldModel> around(List<FieldModel> own, String label, String flags, boolean recordTypes) {
        List<FieldModel> all = new ArrayList<>(syntax.parse("Id id \"" + label + " ID\""));
        boolean ownsOwner = own.stream().anyMatch(f -> f.name().equals("OwnerId"));
        if (flags.contains("o") && !ownsOwner) {
            all.addAll(syntax.parse("OwnerId ref(Group,User) !f \"Owner ID\""));
        }
        if (flags.contains("d")) {
            all.addAll(syntax.parse("IsDeleted boolean r \"Deleted\""));
        }
        List<FieldModel> standard = own.stream().filter(f -> !f.custom()).toList();
        all.addAll(standard);
        if (recordTypes) {
            all.addAll(syntax.parse("RecordTypeId ref(RecordType) f \"Record Type ID\""));
        }
        if (!flags.contains("x")) {
            all.addAll(syntax.parse("CreatedDate datetime !rf; CreatedById ref(User) !rf"));
            all.addAll(syntax.parse("LastModifiedDate datetime !rf; LastModifiedById ref(User) !rf"));
            all.addAll(syntax.parse("SystemModstamp datetime !rf \"System Modstamp\""));
        }
        if (flags.contains("a")) {
            all.addAll(syntax.parse("LastActivityDate date r \"Last Activity\""));
        }
        if (flags.contains("v")) {
            all.addAll(syntax.parse("LastViewedDate datetime r; LastReferencedDate datetime r"));
        }
        own.stream().filter(FieldModel::custom).forEach(all::add);
        return List.copyOf(all);
    }
}
