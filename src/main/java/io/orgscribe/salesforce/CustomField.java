package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A record of CustomField, as far as its Metadata tells a roll-up. */
@RegisterForReflection
record CustomField(
        @JsonProperty("Id") String id,
        @JsonProperty("Metadata") Metadata metadata) {

    /** @param summaryFilterItems null where there are none */
    record Metadata(
            String summaryForeignKey,
            String summaryOperation,
            String summarizedField,
            List<RollUpSummary.Filter> summaryFilterItems) {

        private Optional<RollUpSummary> rollUp() {
            int dot = summaryForeignKey.indexOf('.');
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new RollUpSummary(
                            summaryForeignKey.substring(0, dot),
                            summaryOperation,
                            summarizedField,
                            summaryForeignKey,
                            summaryFilterItems == null ? List.of() : List.copyOf(summaryFilterItems)));
        }
    }

    /** Of the record in place; empty where it is no roll-up. */
    static Optional<RollUpSummary> readRollUp(JsonParser parser) throws IOException {
        CustomField field = JsonRecords.read(parser, CustomField.class)
                .filter(read -> !read.id.isEmpty() || read.metadata != null)
                .orElseThrow(() -> JsonValues.unreadable("The reply is no CustomField."));
        return Optional.ofNullable(field.metadata).flatMap(Metadata::rollUp);
    }
}
