package io.orgscribe.lineage;

import java.math.BigDecimal;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.orgscribe.browse.ListParameters;

/** Documents the query parameters of lineage, neighbours and paths. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class LineageParameters implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        switch (String.valueOf(operation.getOperationId())) {
            case "getLineage" -> operation.addParameter(ListParameters.asOf());
            case "listNeighbours" ->
                operation
                        .addParameter(parameter(
                                NeighboursResource.DEPTH,
                                "How far to look",
                                schema(SchemaType.INTEGER)
                                        .minimum(BigDecimal.ONE)
                                        .maximum(BigDecimal.valueOf(NeighboursResource.DEEPEST))
                                        .defaultValue(1)))
                        .addParameter(system())
                        .addParameter(ListParameters.asOf());
            case "findPaths" ->
                operation
                        .addParameter(parameter("from", "Id of a table", schema(SchemaType.STRING))
                                .required(true))
                        .addParameter(parameter("to", "Id of a table of the same connection", schema(SchemaType.STRING))
                                .required(true))
                        .addParameter(system())
                        .addParameter(ListParameters.asOf());
            default -> {
                // of others
            }
        }
        return operation;
    }

    private static Parameter system() {
        return parameter(
                RelationReader.PARAMETER,
                "Whether to follow " + String.join(", ", RelationReader.SYSTEM)
                        + " as well, which lead from nearly every table to User",
                schema(SchemaType.BOOLEAN).defaultValue(false));
    }

    private static Schema schema(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static Parameter parameter(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema);
    }
}
