package io.orgscribe.lineage;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

import io.orgscribe.browse.ListParameters;

/** Documents the query parameters of lineage. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class LineageParameters implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if ("getLineage".equals(operation.getOperationId())) {
            operation.addParameter(ListParameters.asOf());
        }
        return operation;
    }
}
