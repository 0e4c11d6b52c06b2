package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong from now on. Of several rules that fit, the one that was set first strikes. Thread-safe. */
public final class Faults {

    private static final Pattern DESCRIBE = Pattern.compile("/services/data/v[0-9.]+/sobjects/([^/]+)(?:/describe)?/?");

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private record Rule(boolean ofTable, Predicate<String> fits, Fault fault, AtomicInteger times) {

        boolean strikes(String path) {
            return fits.test(path) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    /** Each describe of the table goes wrong, alone or as a part of a composite call. */
    public void onTable(String table, Fault fault) {
        onTable(table, Integer.MAX_VALUE, fault);
    }

    /** The next so many describes of the table go wrong. */
    public void onTable(String table, int times, Fault fault) {
        on(true, path -> table.equalsIgnoreCase(tableOf(path)), times, fault);
    }

    /** Each call whose path contains the text goes wrong, such as {@code /composite} or {@code /oauth2/token}. */
    public void onPath(String part, Fault fault) {
        onPath(part, Integer.MAX_VALUE, fault);
    }

    public void onPath(String part, int times, Fault fault) {
        on(false, path -> path.contains(part), times, fault);
    }

    /** The next so many calls go wrong, whatever they ask; token calls and {@code /sample-org} do not count. */
    public void onNextCalls(int times, Fault fault) {
        on(false, path -> path.startsWith("/services/data"), times, fault);
    }

    /** @param ofTable whether it may strike a part of a composite call */
    void on(boolean ofTable, Predicate<String> fits, int times, Fault fault) {
        rules.add(new Rule(ofTable, fits, fault, new AtomicInteger(times)));
    }

    public void clear() {
        rules.clear();
    }

    Optional<Fault> strike(String path) {
        return rules.stream().filter(rule -> rule.strikes(path)).findFirst().map(Rule::fault);
    }

    /** For a part of a composite call: only rules of tables. */
    Optional<Fault> strikePart(String path) {
        return rules.stream()
                .filter(rule -> rule.ofTable() && rule.strikes(path))
                .findFirst()
                .map(Rule::fault);
    }

    private static String tableOf(String path) {
        Matcher matcher = DESCRIBE.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
