package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects that Salesforce keeps beside a main one: its history, feed, share and change event. */
final class Satellites {

    private final FieldSyntax syntax;

    Satellites(FieldSyntax syntax) {
        this.syntax = syntax;
    }

    static String name(String parent, TableKind kind) {
        if (parent.equals("Opportunity") && kind == TableKind.HISTORY) {
            // OpportunityHistory is the standard object of stage changes.
            return "OpportunityFieldHistory";
        }
        return parent.endsWith("__c") ? parent.replaceFirst("c$", "") + kind.suffix() : parent + kind.suffix();
    }

    TableEntry of(TableEntry main, TableKind kind) {
        String label =
                switch (kind) {
                    case HISTORY -> main.label() + " History";
                    case FEED -> main.label() + " Feed";
                    case SHARE -> main.label() + " Share";
                    default -> main.label() + " Change Event";
                };
        return new TableEntry(
                name(main.name(), kind),
                label,
                label,
                null,
                kind,
                main.name(),
                kind != TableKind.CHANGE_EVENT,
                List.of(),
                Set.of(),
                false,
                () -> fields(main, kind));
    }

    private List<FieldModel> fields(TableEntry main, TableKind kind) {
        boolean custom = main.kind() == TableKind.CUSTOM;
        String parentField = custom ? "ParentId" : main.name() + "Id";
        String reference = " ref(" + main.name() + ") !r \"" + main.label() + " ID\"";
        return switch (kind) {
            case HISTORY ->
                related(
                        main,
                        "Id id; IsDeleted boolean r; " + parentField + reference,
                        "Histories",
                        "CreatedById ref(User) !rf; CreatedDate datetime !rf; Field picklist(created/ownerAssignment/locked/"
                                + "unlocked) pr \"Changed Field\"; DataType string(255) r; OldValue anyType r; NewValue"
                                + " anyType r");
            case FEED ->
                related(
                        main,
                        "Id id \"Feed Item ID\"; ParentId" + reference,
                        "Feeds",
                        "Type picklist(FeedType) pr \"Feed Item Type\"; CreatedById ref(User) !rf; CreatedDate datetime !rf;"
                                + " IsDeleted boolean r; LastModifiedDate datetime !rf; SystemModstamp datetime !rf;"
                                + " CommentCount int(9) r; LikeCount int(9) r; Title string(255) r; Body textarea(10000) rt;"
                                + " LinkUrl url r; IsRichText boolean r; RelatedRecordId ref(ContentVersion) r; InsertedById"
                                + " ref(User) r; BestCommentId ref(FeedComment) r");
            case SHARE ->
                related(
                        main,
                        "Id id; " + parentField + reference,
                        "Shares",
                        "UserOrGroupId ref(Group,User) !; AccessLevel picklist(AccessLevel) !p; RowCause picklist(Owner/"
                                + "Manual=Manual Sharing/Rule=Sharing Rule/Team) pr; LastModifiedDate datetime !rf;"
                                + " LastModifiedById ref(User) !rf; IsDeleted boolean r");
            default -> changeEvent(main);
        };
    }

    private List<FieldModel> related(TableEntry main, String first, String child, String rest) {
        List<FieldModel> all = new ArrayList<>();
        for (FieldModel field : syntax.parse(first)) {
            all.add(
                    field.refersTo(main.name())
                            ? field.with(FieldModel.CHILD_RELATIONSHIP, child, Map.of("cascadeDelete", true))
                            : field);
        }
        all.addAll(syntax.parse(rest));
        return List.copyOf(all);
    }

    /** The main object's own fields, none of them a formula, behind what the event says of the change. */
    private List<FieldModel> changeEvent(TableEntry main) {
        List<FieldModel> all =
                new ArrayList<>(syntax.parse("Id id; ReplayId string(1000) r; ChangeEventHeader complexvalue r"));
        for (FieldModel field : main.fields().get()) {
            boolean system = Set.of("Id", "IsDeleted", "SystemModstamp", "LastViewedDate", "LastReferencedDate")
                    .contains(field.name());
            if (!system && !field.is("calculated")) {
                all.add(field.with(FieldModel.CHILD_RELATIONSHIP, null));
            }
        }
        return List.copyOf(all);
    }
}
