package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each calculated field of a sample org reads, as {@code formula-truth.txt} says it and the model has it; the parser
 * of formulas has no part in it. A field that is hidden counts as there, for Tooling tells it. Copies that Person Accounts have of a contact's fields are left out.
 */
public final class SampleLineage {

    /**
     * @param reads the columns on its paths, {@code Account.OwnerId}, relationships included, up to where a path ends
     * @param unresolved paths that lead to nothing the user may see, as the author wrote them
     * @param parses whether the formula is one; of others nothing is said
     */
    public record Truth(Set<String> reads, Set<String> unresolved, boolean parses) {}

    /** @param columns along the path, the last {@code ?} where it ends before its last step */
    record WrittenPath(String text, List<String> columns) {}

    /** @param paths empty also where the formula is none */
    record WrittenFormula(List<WrittenPath> paths, boolean parses) {}

    private final Org org;
    private final RollUps rollUps;
    private final Map<String, WrittenFormula> written = written();

    public SampleLineage(Org org, long seed) {
        this.org = org;
        this.rollUps = new RollUps(org, seed);
    }

    /** By {@code Table.Field}: all formulas and roll-ups of the tables that the user may see. */
    public Map<String, Truth> truth() {
        Map<String, Truth> all = new TreeMap<>();
        for (String name : org.names()) {
            TableModel table = org.table(name).orElseThrow();
            table.visible().fields().stream()
                    .filter(field -> field.copied().isEmpty() && !table.kind().isSatellite())
                    .forEach(field ->
                            truth(table, field).ifPresent(truth -> all.put(name + "." + field.name(), truth)));
        }
        return all;
    }

    private Optional<Truth> truth(TableModel table, FieldModel field) {
        return field.value("calculatedFormula") == null
                ? rollUps.of(table, field).map(SampleLineage::ofRollUp)
                : Optional.of(ofFormula(table, field));
    }

    private static Truth ofRollUp(RollUp rollUp) {
        Set<String> reads = new TreeSet<>();
        Stream.concat(
                        Stream.of(Optional.ofNullable(rollUp.field()), Optional.of(rollUp.foreignKey()))
                                .flatMap(Optional::stream),
                        rollUp.filters().stream().map(RollUp.Filter::field))
                .forEach(name -> reads.add(rollUp.table() + "." + name));
        return new Truth(reads, Set.of(), true);
    }

    private Truth ofFormula(TableModel table, FieldModel field) {
        WrittenFormula formula = formula(table, field);
        Set<String> reads = new TreeSet<>();
        Set<String> unresolved = new TreeSet<>();
        for (WrittenPath path : formula.paths()) {
            for (String column : path.columns()) {
                if (!exists(column)) {
                    unresolved.add(path.text());
                    break;
                }
                reads.add(column);
            }
        }
        return new Truth(reads, unresolved, formula.parses());
    }

    private boolean exists(String column) {
        int dot = column.indexOf('.');
        return dot > 0
                && org.table(column.substring(0, dot))
                        .flatMap(table -> table.find(column.substring(dot + 1)))
                        .isPresent();
    }

    /** As written for the field itself, else for those of generated tables that end like it. */
    WrittenFormula formula(TableModel table, FieldModel field) {
        WrittenFormula own = written.get(table.name() + "." + field.name());
        if (own != null) {
            return own;
        }
        String namespace = Optional.ofNullable(Annotations.namespace(field.name()))
                .map(name -> name + "__")
                .orElse("");
        return written.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("*")
                        && field.name().endsWith(entry.getKey().substring(1)))
                .map(entry -> onTable(entry.getValue(), table.name(), namespace))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is written of " + table.name() + "." + field.name()));
    }

    private static WrittenFormula onTable(WrittenFormula any, String table, String namespace) {
        List<WrittenPath> paths = any.paths().stream()
                .map(path -> new WrittenPath(
                        path.text().endsWith("__c") ? namespace + path.text() : path.text(),
                        path.columns().stream()
                                .map(column -> !column.startsWith(".")
                                        ? column
                                        : table + "." + (column.endsWith("__c") ? namespace : "") + column.substring(1))
                                .toList()))
                .toList();
        return new WrittenFormula(paths, true);
    }

    Map<String, WrittenFormula> written(String without) {
        Map<String, WrittenFormula> some = new LinkedHashMap<>(written);
        some.keySet().removeIf(name -> name.startsWith(without));
        return some;
    }

    private static Map<String, WrittenFormula> written() {
        Map<String, WrittenFormula> all = new LinkedHashMap<>();
        List<WrittenPath> paths = new ArrayList<>();
        for (String line : Lines.of("formula-truth")) {
            if (line.startsWith("  ")) {
                String[] split = line.strip().split(" = ");
                paths.add(new WrittenPath(split[0], List.of(split[1].split(" > "))));
            } else {
                paths = new ArrayList<>();
                String name = line.split(" ")[0];
                all.put(name, new WrittenFormula(paths, name.equals(line)));
            }
        }
        return all;
    }
}
