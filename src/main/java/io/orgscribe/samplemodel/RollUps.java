package io.orgscribe.samplemodel;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

import io.orgscribe.samplemodel.RollUp.Filter;

/** What roll-ups summarise: what an edit has noted, else a child of the table that its seed picks. */
public final class RollUps {

    private final Org org;
    private final Ids ids;

    public RollUps(Org org, long seed) {
        this.org = org;
        this.ids = new Ids(seed);
    }

    /** Empty where the field is none, or where the org has no table whose records it could summarise. */
    public Optional<RollUp> of(TableModel table, FieldModel field) {
        return field.copied().map(copied -> own(copied.table(), copied.field())).orElseGet(() -> own(table, field));
    }

    private Optional<RollUp> own(TableModel table, FieldModel field) {
        if (!field.isRollUp()) {
            return Optional.empty();
        }
        return field.values().get(AnnotationKey.ROLL_UP) instanceof RollUp noted
                ? Optional.of(noted)
                : child(table, field).map(child -> summary(table, field, child));
    }

    /** Of the field's own package before others, details before what merely looks up. */
    private Optional<Child> child(TableModel table, FieldModel field) {
        String namespace = String.valueOf(Annotations.namespace(field.name()));
        return org.children(table.name()).stream()
                .filter(child -> child.table().endsWith("__c"))
                .min(Comparator.<Child>comparingInt(child -> String.valueOf(Annotations.namespace(child.table()))
                                        .equals(namespace)
                                ? 0
                                : 1)
                        .thenComparingInt(child -> child.cascadeDelete() ? 0 : 1)
                        .thenComparing(Child::table));
    }

    private RollUp summary(TableModel table, FieldModel field, Child child) {
        SplittableRandom random = ids.random("roll-up " + table.origin() + "." + field.origin());
        List<FieldModel> fields = org.defined(child.table()).orElseThrow().fields();
        Set<String> types = field.type().equals("date") ? Set.of("date") : Set.of("currency", "double", "percent");
        boolean counts = field.type().equals("double") && field.value("scale").equals(0);
        Optional<FieldModel> summed = counts
                ? Optional.empty()
                : any(
                        fields.stream()
                                .filter(f -> types.contains(f.type()) && f.custom() && !f.isRollUp())
                                .toList(),
                        random);
        int operation = random.nextInt(field.type().equals("date") ? 2 : 3);
        return new RollUp(
                child.table(),
                summed.isPresent() ? List.of("max", "min", "sum").get(operation) : "count",
                summed.map(FieldModel::name).orElse(null),
                child.field(),
                random.nextBoolean() ? filters(fields, random) : List.of());
    }

    private static List<Filter> filters(List<FieldModel> fields, SplittableRandom random) {
        return any(
                        fields.stream()
                                .filter(f -> f.type().equals("picklist")
                                        && !f.picklistValues().isEmpty())
                                .toList(),
                        random)
                .map(f -> List.of(
                        new Filter(f.name(), "equals", f.picklistValues().get(0).value())))
                .orElse(List.of());
    }

    private static Optional<FieldModel> any(List<FieldModel> fields, SplittableRandom random) {
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(random.nextInt(fields.size())));
    }
}
