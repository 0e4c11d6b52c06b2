package io.orgscribe.extraction;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run is asked to do.
 *
 * @param tables API names; null or absent for all
 * @param mode null or absent for incremental
 * @param dryRun true to be told what the run would cost, without running
 */
public record RunRequest(
        @JsonProperty("tables") List<String> tables,
        @JsonProperty("mode") Mode mode,
        @JsonProperty("dryRun") Boolean dryRun) {

    static final RunRequest EVERYTHING = new RunRequest(null, null, null);
}
