package io.orgscribe.preflight;

import java.util.List;

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
        int fact = width(facts.stream().map(ProbeFinding::fact).toList());
        int measured = width(facts.stream().map(ProbeFinding::measured).toList());
        StringBuilder text = new StringBuilder();
        line(text, fact, "fact", measured, "measured", "calls", "seen");
        facts.forEach(
                one -> line(text, fact, one.fact(), measured, one.measured(), String.valueOf(one.calls()), one.seen()));
        text.append("\nAPI calls: ").append(apiCalls).append('\n');
        if (since != null) {
            text.append("since: ").append(since).append('\n');
        }
        return text.toString();
    }

    private static int width(List<String> column) {
        return Math.max(8, column.stream().mapToInt(String::length).max().orElse(0));
    }

    private static void line(
            StringBuilder text,
            int factWidth,
            String fact,
            int measuredWidth,
            String measured,
            String calls,
            String seen) {
        text.append(String.format(
                "%-" + factWidth + "s  %-" + measuredWidth + "s  %5s  %s%n", fact, measured, calls, seen));
    }
}
