package io.orgscribe.run;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a run is asked to do.
 *
 * @param tables an array of API names, or {@code "failed"} for those that could not be read so far; null or absent for
 *     all
 * @param mode null or absent for incremental
 * @param dryRun true to be told what the run would cost, without running
 */
public record RunRequest(
        @Schema(oneOf = {TableNames.class, Failed.class}) @JsonProperty("tables")
        JsonNode tables,

        @JsonProperty("mode") Mode mode,
        @JsonProperty("dryRun") Boolean dryRun) {

    private static final String FAILED = "failed";
    private static final int MOST_TABLES = 1_000;

    public static final RunRequest EVERYTHING = new RunRequest(null, null, null);

    /** For the API's description. */
    @Schema(type = SchemaType.ARRAY, implementation = String.class, description = "API names")
    private interface TableNames {}

    /** Of the tables that could not be read so far. */
    @Schema(type = SchemaType.STRING, enumeration = FAILED, description = "Those that could not be read so far")
    private interface Failed {}

    /** Whether the tables that could not be read so far are asked for. */
    public boolean failed() {
        return tables != null && tables.isTextual() && tables.textValue().equals(FAILED);
    }

    /**
     * The tables by name.
     *
     * @return empty where all are asked for, or the failed ones
     * @throws io.orgscribe.web.ProblemException 400 where the member is something else
     */
    public List<String> names() {
        if (tables == null || tables.isNull() || failed()) {
            return List.of();
        }
        if (!tables.isArray() || tables.isEmpty() || tables.size() > MOST_TABLES) {
            throw RunProblems.badTables("tables", MOST_TABLES);
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : tables) {
            if (!name.isTextual() || name.textValue().isBlank()) {
                throw RunProblems.badTables("tables[" + names.size() + "]", MOST_TABLES);
            }
            names.add(name.textValue());
        }
        return names;
    }
}
