package io.orgscribe.compare;

import java.util.List;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.orgscribe.browse.ListParameters;

/** Documents the query parameters of the comparison from the comparison itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CompareParameters implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if ("compare".equals(operation.getOperationId())) {
            for (String side : List.of("left", "right")) {
                operation.addParameter(OASFactory.createParameter()
                        .name(side)
                        .in(Parameter.In.QUERY)
                        .required(true)
                        .description("Id of a connection; with @ and a time (RFC 3339) behind it, as it was then")
                        .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
            }
            Comparison.FILTERS.forEach(filter -> operation.addParameter(ListParameters.parameter(filter)));
            ListParameters.limitAndCursor().forEach(operation::addParameter);
            operation.addParameter(ListParameters.csv());
        }
        return operation;
    }
}
