package io.orgscribe.preflight;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a probe has measured.
 *
 * @param since to be sent with the next probe, after a description was edited; null where the table was not read
 * @param apiCalls that Salesforce counts, of the whole probe
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record ProbeReport(List<ProbeFinding> facts, String since, int apiCalls) {

    /** For people: a line for each fact, in columns. */
    String table() {
        String row = "%-" + width(ProbeFinding::fact) + "s  %-" + width(ProbeFinding::measured) + "s  %5s  %s%n";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, "fact", "measured", "calls", "seen"));
        facts.forEach(one ->
                text.append(String.format(Locale.ROOT, row, one.fact(), one.measured(), one.calls(), one.seen())));
        text.append("\nAPI calls: ").append(apiCalls).append('\n');
        if (since != null) {
            text.append("since: ").append(since).append('\n');
        }
        return text.toString();
    }

    private int width(Function<ProbeFinding, String> column) {
        return Math.max(
                8, facts.stream().map(column).mapToInt(String::length).max().orElse(0));
    }
}
