package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects that Salesforce keeps beside a main one: its history, feed, share and change event. */
final class Satellites {

    private final List<FieldModel> history;
    private final List<FieldModel> feed;
    private final List<FieldModel> share;
    private final List<FieldModel> changeEvent;

    Satellites(FieldSyntax syntax) {
        history = syntax.parse("Id id; IsDeleted boolean r; ParentId ref() !r; CreatedById ref(User) !rf; CreatedDate"
                + " datetime !rf; Field picklist(created/ownerAssignment/locked/unlocked) pr \"Changed Field\"; DataType"
                + " string(255) r; OldValue anyType r; NewValue anyType r");
        feed = syntax.parse("Id id \"Feed Item ID\"; ParentId ref() !r; Type picklist(FeedType) pr \"Feed Item Type\";"
                + " CreatedById ref(User) !rf; CreatedDate datetime !rf; IsDeleted boolean r; LastModifiedDate datetime"
                + " !rf; SystemModstamp datetime !rf; CommentCount int(9) r; LikeCount int(9) r; Title string(255) r;"
                + " Body textarea(10000) rt; LinkUrl url r; IsRichText boolean r; RelatedRecordId ref(ContentVersion) r;"
                + " InsertedById ref(User) r; BestCommentId ref(FeedComment) r");
        share = syntax.parse("Id id; ParentId ref() !r; UserOrGroupId ref(Group,User) !; AccessLevel"
                + " picklist(AccessLevel) !p; RowCause picklist(Owner/Manual=Manual Sharing/Rule=Sharing Rule/Team) pr;"
                + " LastModifiedDate datetime !rf; LastModifiedById ref(User) !rf; IsDeleted boolean r");
        changeEvent = syntax.parse("Id id; ReplayId string(1000) r; ChangeEventHeader complexvalue r");
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
        return switch (kind) {
            case HISTORY -> of(main, history, "Histories", parentField(main));
            case FEED -> of(main, feed, "Feeds", "ParentId");
            case SHARE -> of(main, share, "Shares", parentField(main));
            default -> changeEvent(main);
        };
    }

    private static String parentField(TableEntry main) {
        return main.kind() == TableKind.CUSTOM ? "ParentId" : main.name() + "Id";
    }

    private static List<FieldModel> of(TableEntry main, List<FieldModel> fields, String child, String parentField) {
        Map<String, ?> toMain = Map.of(
                "label",
                main.label() + " ID",
                "relationshipName",
                parentField.replaceFirst("Id$", ""),
                "cascadeDelete",
                true,
                FieldModel.CHILD_RELATIONSHIP,
                child);
        return fields.stream()
                .map(field -> field.name().equals("ParentId")
                        ? new FieldModel(
                                parentField,
                                field.with("referenceTo", List.of(main.name()), toMain)
                                        .values())
                        : field)
                .toList();
    }

    /** The main object's own fields, none of them a formula, behind what the event says of the change. */
    private List<FieldModel> changeEvent(TableEntry main) {
        List<FieldModel> all = new ArrayList<>(changeEvent);
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
