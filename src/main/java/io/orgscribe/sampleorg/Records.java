package io.orgscribe.sampleorg;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.DefinedRecordType;
import io.orgscribe.samplemodel.FieldModel;
import io.orgscribe.samplemodel.Ids;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.samplemodel.TableModel;
import io.orgscribe.sampleorg.Column.Type;

/** The records of the tables: made of their number, but for the organization, its user and the record types. */
final class Records {

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final Org org;
    private final Annotations annotations;
    private final Ids ids;
    private volatile String userLanguage = "en_US";

    Records(SampleOrgSettings settings, Identity identity, Org org, Annotations annotations) {
        this.settings = settings;
        this.identity = identity;
        this.org = org;
        this.annotations = annotations;
        this.ids = new Ids(settings.seed());
    }

    String userLanguage() {
        return userLanguage;
    }

    void setUserLanguage(String locale) {
        userLanguage = locale;
    }

    Source<?> source(TableModel table) {
        return table.name().equals("RecordType") ? recordTypes() : numbered(table);
    }

    private Source<Integer> numbered(TableModel table) {
        return new Source<>(
                table.name(),
                table.visible().fields().stream()
                        .map(field ->
                                Column.<Integer>of(field.name(), type(field), index -> value(table, field, index)))
                        .toList(),
                index -> id(table, index),
                query -> IntStream.range(0, count(table)).boxed(),
                Map.of());
    }

    private static Type type(FieldModel field) {
        return switch (field.type()) {
            case "id", "reference" -> Type.ID;
            case "boolean" -> Type.BOOLEAN;
            case "datetime" -> Type.DATE;
            default -> Type.TEXT;
        };
    }

    private String id(TableModel table, int index) {
        if (table.name().equals("Organization")) {
            return identity.orgId();
        }
        if (table.name().equals("User") && index == 0) {
            return identity.userId();
        }
        return ids.id18(table.keyPrefix() == null ? "000" : table.keyPrefix(), table.name() + index);
    }

    private Object value(TableModel table, FieldModel field, int index) {
        boolean organization = table.name().equals("Organization");
        boolean user = table.name().equals("User") && index == 0;
        return switch (field.name()) {
            case "Id" -> id(table, index);
            case "Name" -> organization ? settings.orgName() : user ? Identity.NAME : table.label() + " " + (index + 1);
            case "Username", "Email" -> user ? settings.username() : null;
            case "OrganizationType" -> "Enterprise Edition";
            case "InstanceName" -> "DEU66";
            case "LanguageLocaleKey" -> organization ? "en_US" : userLanguage;
            default -> field.type().equals("boolean") ? false : null;
        };
    }

    /** How many records a table has; enough in some for several pages, none in one custom table of five. */
    int count(TableModel table) {
        return switch (table.name()) {
            case "Organization" -> 1;
            case "User" -> 1 + random(table);
            default -> random(table);
        };
    }

    private int random(TableModel table) {
        SplittableRandom random = ids.random("records of " + table.name());
        int some = random.nextInt(9000);
        return table.custom() && random.nextInt(5) == 0 ? 0 : some;
    }

    private record TypeOfTable(String table, DefinedRecordType type) {}

    /** Master is none of them: it is no record. */
    private Source<TypeOfTable> recordTypes() {
        return new Source<>(
                "RecordType",
                List.of(
                        Column.of("Id", Type.ID, row -> row.type().id()),
                        Column.text("SobjectType", TypeOfTable::table),
                        Column.text("DeveloperName", row -> row.type().developerName()),
                        Column.text("Name", row -> row.type().name()),
                        Column.text("Description", row -> row.type().description()),
                        Column.of("IsActive", Type.BOOLEAN, row -> row.type().active())),
                row -> row.type().id(),
                query -> query.among("SobjectType")
                        .map(names -> names.stream().distinct().flatMap(name -> org.definedHead(name).stream()))
                        .orElseGet(org::definedHeads)
                        .flatMap(this::recordTypes)
                        .sorted(Comparator.comparing(row -> row.type().id())),
                Map.of());
    }

    private Stream<TypeOfTable> recordTypes(TableModel table) {
        return annotations.table(table).recordTypes().stream().map(type -> new TypeOfTable(table.name(), type));
    }
}
