package io.orgscribe.estimate;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.run.Mode;
import io.orgscribe.run.Stage;

/**
 * What a run would cost, told without running.
 *
 * @param tables that the run would answer for
 * @param columns of these tables; null where nobody has described them yet
 * @param calls counted calls of the whole run
 * @param savings what leaving out more would save a run that reads everything
 * @param spent counted calls that the estimate itself has made
 */
@RegisterForReflection(
        targets = {RunEstimate.class, RunEstimate.Calls.class, RunEstimate.StageCalls.class, RunEstimate.Saving.class})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunEstimate(
        Mode mode, int tables, Integer columns, Calls calls, List<StageCalls> stages, List<Saving> savings, int spent) {

    /**
     * Counted calls, from an org in which nothing has changed to one in which everything has.
     *
     * @param atMost without calls that have to be made again
     */
    public record Calls(int atLeast, int atMost) {

        Calls plus(Calls more) {
            return new Calls(atLeast + more.atLeast, atMost + more.atMost);
        }
    }

    public record StageCalls(Stage stage, Calls calls) {}

    /**
     * @param filter the choice, such as {@code withRecordsOnly} or {@code kinds without history}
     * @param tables that it would leave out
     */
    public record Saving(String filter, int tables, int calls) {}
}
