package io.orgscribe.search;

import java.math.BigDecimal;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.orgscribe.browse.ListParameters;

/** Documents the query parameters of the search from the search itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SearchParameters implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if ("search".equals(operation.getOperationId())) {
            operation.addParameter(OASFactory.createParameter()
                    .name("q")
                    .in(Parameter.In.QUERY)
                    .required(true)
                    .description(
                            "Words that an item has to have, all of them; Account.Ind is table and column; what is in"
                                    + " quotes is looked for as it is typed. Case and diacritics do not count")
                    .schema(OASFactory.createSchema()
                            .addType(SchemaType.STRING)
                            .minLength(1)
                            .maxLength(SearchRequest.LONGEST)));
            SearchRequest.filters("column", "x", "x.removed_at")
                    .forEach(filter -> operation.addParameter(ListParameters.parameter(filter)));
            operation.addParameter(OASFactory.createParameter()
                    .name("limit")
                    .in(Parameter.In.QUERY)
                    .description("Most items")
                    .schema(OASFactory.createSchema()
                            .addType(SchemaType.INTEGER)
                            .minimum(BigDecimal.ONE)
                            .maximum(BigDecimal.valueOf(SearchRequest.MOST))
                            .defaultValue(SearchRequest.USUAL)));
        }
        return operation;
    }
}
