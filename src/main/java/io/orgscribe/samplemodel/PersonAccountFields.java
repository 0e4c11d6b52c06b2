package io.orgscribe.samplemodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Account has where Person Accounts are on: some fields of its own, and each custom field of Contact once more,
 * {@code X__c} as {@code X__pc}. The copies are made as they are asked for, so that an edit of Contact's field is one of
 * both.
 */
final class PersonAccountFields {

    static final String ACCOUNT = "Account";
    static final String CONTACT = "Contact";

    private static final Pattern PATH = Pattern.compile("\\bAccount\\.([\\w.]+)|(?<![\\w.])(\\w+)__([cr])\\b");

    private final List<FieldModel> own;

    PersonAccountFields(FieldSyntax syntax) {
        own = syntax.parse("IsPersonAccount boolean r; PersonContactId ref(Contact) r \"Contact ID\"; PersonEmail email"
                + " \"Email\"; PersonMobilePhone phone \"Mobile\"; PersonTitle string(80) \"Title\"; PersonBirthdate date"
                + " \"Birthdate\"");
    }

    /**
     * A custom field of Contact that Account has a copy of.
     *
     * @param table Contact
     */
    record Copied(TableModel table, FieldModel field) {}

    TableModel on(TableModel account, TableModel contact) {
        Stream<FieldModel> copies = contact.fields().stream()
                .filter(FieldModel::custom)
                .map(field -> copy(contact.withFields(List.of()), field));
        return account.withFields(Stream.of(account.fields().stream(), own.stream(), copies)
                .flatMap(fields -> fields)
                .toList());
    }

    private static FieldModel copy(TableModel contact, FieldModel field) {
        Map<String, Object> values = new HashMap<>(field.values());
        values.remove(FieldModel.CHILD_RELATIONSHIP);
        values.computeIfPresent("controllerName", (key, name) -> copy((String) name));
        values.computeIfPresent("compoundFieldName", (key, name) -> copy((String) name));
        values.computeIfPresent("relationshipName", (key, name) -> ((String) name).replaceFirst("__r$", "__pr"));
        values.computeIfPresent("calculatedFormula", (key, formula) -> onAccount((String) formula));
        values.put(AnnotationKey.ORIGIN, copy(field.name()) + " of " + field.origin());
        values.put(AnnotationKey.COPIED, new Copied(contact, field));
        return new FieldModel(copy(field.name()), values);
    }

    /** As recorded orgs have it: what was the account's is now its own, and what was its own is a copy. */
    private static String onAccount(String formula) {
        return PATH.matcher(formula)
                .replaceAll(path -> path.group(1) != null ? path.group(1) : path.group(2) + "__p" + path.group(3));
    }

    /** What a change of a field of Contact is for Account. */
    static Optional<Evolution> ofCopy(Evolution change) {
        return Optional.of(change)
                .filter(e -> e.table().equals(CONTACT) && e.field().contains("__"))
                .map(e -> new Evolution(ACCOUNT, copy(e.field()), e.what(), e.before(), e.after()));
    }

    /** What Account calls a custom field of Contact. */
    static String copy(String field) {
        return field.replaceFirst("__([cs])$", "__p$1");
    }
}
