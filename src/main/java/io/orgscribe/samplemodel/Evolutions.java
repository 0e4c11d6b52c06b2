package io.orgscribe.samplemodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What happens to the org in one step, as in the weeks between two releases of a busy team. The same seed and step make
 * the same changes. Each concerns a custom table of its own; one for which a small org has no table is left out.
 */
public final class Evolutions {

    private static final List<String> NEW_FIELDS = List.of(
            "Carbon_Footprint__c double(12,3) \"Carbon Footprint (kg CO₂e)\" #Per unit, cradle to gate.",
            "Data_Steward__c ref(User) \"Data Steward\"",
            "Preferred_Channel__c picklist(Channel)",
            "Digital_Passport_Url__c url \"Digital Product Passport\"",
            "Consent_Until__c date",
            "Forecast_Confidence__c percent(3,0)");

    private static final List<String> NEW_VALUES = List.of(
            "On Hold", "Escalated", "Pending Review", "Withdrawn", "Merged", "Waiting for Customer", "Reopened");

    private static final List<String> NEW_HELP = List.of(
            "Kept by the data steward of the business unit. Ask before you change it.",
            "Shown on the customer portal. Write what a customer may read.",
            "Filled by the nightly interface from the ERP system; changes made here are overwritten.",
            "Needed for the quarterly report. Leave empty only where the value is not known yet.");

    private static final List<String> QUALIFIERS = List.of("(Legal)", "(Reporting)", "(Contract)", "(Group)");

    private static final List<String> NEW_RECORD_TYPES =
            List.of("Partner Channel", "Public Sector", "Key Account", "Small Business", "Self Service");

    private static final List<String> NEW_TABLES = List.of(
            "Sustainability Report",
            "Supplier Audit",
            "Carbon Offset",
            "Data Request",
            "Site Closure",
            "Trade Licence");

    private final Org org;
    private final Ids ids;

    public Evolutions(Org org, Ids ids) {
        this.org = org;
        this.ids = ids;
    }

    public List<Evolution> step(int number, Edits edits) {
        Picker pick = new Picker(number);
        List<Evolution> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String field = NEW_FIELDS.get((number * 3 + i) % NEW_FIELDS.size());
            pick.table(t -> t.find(name(field)).isEmpty()).ifPresent(t -> all.addAll(edits.addField(t, field)));
        }
        String between = NEW_FIELDS.get((number + 1) % NEW_FIELDS.size());
        pick.table(t -> t.find(name(between)).isEmpty())
                .ifPresent(t -> all.addAll(edits.insertFieldInMiddle(t, between)));
        pick.field(f -> plain(f) && f.type().equals("string"))
                .ifPresent(
                        p -> all.addAll(edits.removeField(p.table(), p.field().name())));
        pick.field(f -> f.custom() && f.label() != null)
                .ifPresent(p -> all.addAll(edits.relabel(
                        p.table(), p.field().name(), p.field().label().strip() + " " + nth(QUALIFIERS, number))));
        pick.table(t -> true).ifPresent(t -> {
            TableModel table = org.table(t).orElseThrow();
            all.addAll(edits.relabelTable(t, table.label() + " (EU)", table.labelPlural() + " (EU)"));
        });
        pick.field(FieldModel::custom)
                .ifPresent(p ->
                        all.addAll(edits.changeHelpText(p.table(), p.field().name(), nth(NEW_HELP, number))));
        pick.field(f -> plain(f) && f.type().equals("string"))
                .ifPresent(p -> all.addAll(edits.changeLength(
                        p.table(),
                        p.field().name(),
                        Math.min(255, (int) p.field().value("length") + 60))));
        pick.field(f -> plain(f) && f.type().equals("string") && !f.is("unique"))
                .ifPresent(p -> all.addAll(edits.changeType(p.table(), p.field().name(), "textarea(32000)")));
        pick.field(f -> f.custom() && f.value("calculatedFormula") != null)
                .ifPresent(p -> all.addAll(edits.changeFormula(
                        p.table(), p.field().name(), "BLANKVALUE(" + p.field().value("calculatedFormula") + ", 0)")));
        picklists(number, pick, edits, all);
        references(number, pick, edits, all);
        tables(number, pick, edits, all);
        return List.copyOf(all);
    }

    /** Gives the last field of so many custom tables, spread over the org, this help text. Returns their names. */
    public List<String> change(int count, Edits edits, String help) {
        List<String> custom = org.heads()
                .filter(table -> table.kind() == TableKind.CUSTOM)
                .map(TableModel::name)
                .toList();
        int most = Math.min(count, custom.size());
        List<String> chosen = IntStream.range(0, most)
                .mapToObj(i -> custom.get(i * custom.size() / most))
                .toList();
        for (String name : chosen) {
            List<FieldModel> fields = org.table(name).orElseThrow().fields();
            edits.changeHelpText(name, fields.get(fields.size() - 1).name(), help);
        }
        return chosen;
    }

    private static void picklists(int number, Picker pick, Edits edits, List<Evolution> all) {
        Predicate<FieldModel> list = f -> f.custom()
                && f.type().equals("picklist")
                && f.picklistValues().size() > 2
                && f.value("controllerName") == null;
        String value = nth(NEW_VALUES, number);
        pick.field(list.and(f ->
                        f.picklistValues().stream().noneMatch(v -> v.value().equals(value))))
                .ifPresent(p ->
                        all.addAll(edits.addPicklistValue(p.table(), p.field().name(), value, value)));
        pick.field(list)
                .ifPresent(p -> all.addAll(edits.removePicklistValue(
                        p.table(),
                        p.field().name(),
                        p.field().picklistValues().get(1).value())));
        pick.field(list)
                .ifPresent(p -> all.addAll(edits.relabelPicklistValue(
                        p.table(),
                        p.field().name(),
                        p.field().picklistValues().get(0).value(),
                        p.field().picklistValues().get(0).value() + " " + nth(QUALIFIERS, number))));
        pick.field(list)
                .ifPresent(p ->
                        all.addAll(edits.reorderPicklist(p.table(), p.field().name())));
    }

    private void references(int number, Picker pick, Edits edits, List<Evolution> all) {
        pick.field(f -> f.custom() && f.referenceTo().equals(List.of("User")))
                .ifPresent(p ->
                        all.addAll(edits.addReferenceTarget(p.table(), p.field().name(), "Group")));
        String type = unused(NEW_RECORD_TYPES, number);
        pick.table(t -> t.recordTypes().size() < 4)
                .ifPresent(t -> all.addAll(
                        edits.addRecordType(t, ids.id18("012", t + ".step" + number), type.replace(' ', '_'), type)));
    }

    private void tables(int number, Picker pick, Edits edits, List<Evolution> all) {
        Predicate<TableModel> free =
                t -> org.mayComeAndGo(t.name()) && org.children(t.name()).isEmpty();
        String label = unused(NEW_TABLES, number);
        pick.table(free)
                .ifPresent(t -> all.addAll(edits.addTable(label.replace(' ', '_') + "__c", label, label + "s", t)));
        pick.table(free).ifPresent(t -> all.addAll(edits.removeTable(t)));
        pick.table(free)
                .ifPresent(t -> all.addAll(edits.renameTable(t, t.replaceFirst("__c$", "_V" + (number + 2) + "__c"))));
    }

    private static boolean plain(FieldModel field) {
        return field.custom() && !field.is("calculated") && !field.is("externalId");
    }

    private static String nth(List<String> texts, int number) {
        return texts.get(number % texts.size());
    }

    /** Names are unique: once the list is through, it begins anew with a number. */
    private static String unused(List<String> names, int number) {
        int round = number / names.size();
        return nth(names, number) + (round == 0 ? "" : " " + (round + 1));
    }

    private static String name(String fieldSyntax) {
        return fieldSyntax.substring(0, fieldSyntax.indexOf(' '));
    }

    private record Picked(String table, FieldModel field) {}

    /** Hands out custom tables, each at most once. */
    private final class Picker {

        private final Deque<String> left;
        private final Random random;

        Picker(int step) {
            random = new Random(ids.random("step " + step).nextLong());
            List<String> names = new ArrayList<>(org.heads()
                    .filter(t -> t.kind() == TableKind.CUSTOM)
                    .map(TableModel::name)
                    .toList());
            Collections.shuffle(names, random);
            left = new ArrayDeque<>(names);
        }

        Optional<String> table(Predicate<TableModel> fits) {
            Optional<String> found = left.stream()
                    .filter(name -> fits.test(org.table(name).orElseThrow()))
                    .findFirst();
            found.ifPresent(left::remove);
            return found;
        }

        Optional<Picked> field(Predicate<FieldModel> fits) {
            return table(t -> t.fields().stream().anyMatch(fits)).map(name -> {
                List<FieldModel> fields = org.table(name).orElseThrow().fields().stream()
                        .filter(fits)
                        .toList();
                return new Picked(name, fields.get(random.nextInt(fields.size())));
            });
        }
    }
}
