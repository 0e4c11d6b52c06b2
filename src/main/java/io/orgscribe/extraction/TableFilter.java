package io.orgscribe.extraction;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.orgscribe.connection.Connection;
import io.orgscribe.salesforce.SObjectSummary;

/**
 * The connection's choice of tables. Empty lists let everything in; exclude wins over include.
 *
 * @param text the same for the same choice, to see whether it has changed
 */
public record TableFilter(
        List<Glob> include,
        List<Glob> exclude,
        Set<String> kinds,
        boolean customizableOnly,
        boolean withRecordsOnly,
        String text) {

    public static TableFilter of(Connection connection) {
        return new TableFilter(
                connection.filterInclude.stream().map(Glob::new).toList(),
                connection.filterExclude.stream().map(Glob::new).toList(),
                Set.copyOf(connection.filterKinds),
                connection.filterCustomizableOnly,
                connection.filterWithRecordsOnly,
                String.join(
                        "|",
                        connection.filterInclude.toString(),
                        connection.filterExclude.toString(),
                        new TreeSet<>(connection.filterKinds).toString(),
                        connection.filterCustomizableOnly ? "customizable" : "",
                        connection.filterWithRecordsOnly ? "records" : ""));
    }

    /**
     * A table that may be let in.
     *
     * @param mainTable of a satellite, else null
     */
    public record Candidate(String name, String kind, String mainTable) {

        /** @param version of the API, such as {@code 68.0} */
        public static Candidate of(SObjectSummary object, String version) {
            String kind = SObjectKind.of(object, version);
            return new Candidate(
                    object.name(), kind, SObjectKind.mainTable(object.name(), kind, object.associateParentEntity()));
        }
    }

    /**
     * What the choice goes by beyond names and kinds. Tables are asked for as Salesforce writes them.
     *
     * @param hasRecords whether Salesforce counts a record of a table
     */
    public record Facts(Predicate<String> customizable, Predicate<String> hasRecords) {}

    public boolean lets(Candidate table, Facts facts) {
        return namesLet(table)
                && (!customizableOnly || facts.customizable().test(table.name()))
                && (!withRecordsOnly || hasRecords(table, facts));
    }

    /** By name and kind alone. */
    boolean namesLet(Candidate table) {
        return (kinds.isEmpty() || kinds.contains(table.kind()))
                && (include.isEmpty() || matches(include, table.name()))
                && !matches(exclude, table.name());
    }

    /** Records of satellites are not counted: they go with the table that they belong to. */
    private static boolean hasRecords(Candidate table, Facts facts) {
        return facts.hasRecords().test(table.name())
                || table.mainTable() != null && facts.hasRecords().test(table.mainTable());
    }

    private static boolean matches(List<Glob> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }
}
