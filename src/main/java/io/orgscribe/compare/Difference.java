package io.orgscribe.compare;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that the two sides have differently.
 *
 * @param table API name, as the right side writes it where both have it; likewise {@code column}
 * @param column null where it is the table itself
 * @param kind {@code onlyLeft}, {@code onlyRight} or {@code different}
 * @param attribute what differs, named as in changes; null where one side has the table or the column alone
 * @param left value there; of lists what the other side does not have; of what only this side has type or kind, and label.
 *     Likewise {@code right}
 */
@Schema(name = "Difference")
@RegisterForReflection
record Difference(
        String table,
        String column,
        String kind,
        String attribute,
        @JsonRawValue @Schema(implementation = Object.class) String left,
        @JsonRawValue @Schema(implementation = Object.class) String right) {

    long size() {
        return (left == null ? 0 : left.length()) + (right == null ? 0 : right.length());
    }
}
