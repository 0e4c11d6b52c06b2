package io.orgscribe.sampleorg;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DataTypes;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DescribeWriter;
import io.orgscribe.samplemodel.RollUp;
import io.orgscribe.samplemodel.RollUps;
import io.orgscribe.sampleorg.FieldDefinitions.Found;

/**
 * Answers {@code /tooling/sobjects/CustomField/<id>} with what no query says: the roll-up and the formula, in Metadata.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm">
 *     CustomField</a>
 */
final class FieldMetadata {

    private final boolean viewSetup;
    private final FieldDefinitions definitions;
    private final Annotations annotations;
    private final RollUps rollUps;

    FieldMetadata(boolean viewSetup, FieldDefinitions definitions, Annotations annotations, RollUps rollUps) {
        this.viewSetup = viewSetup;
        this.definitions = definitions;
        this.annotations = annotations;
        this.rollUps = rollUps;
    }

    Reply of(String id, ApiVersion version) {
        if (!viewSetup) {
            return Reply.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights on object id");
        }
        Optional<Found> found = definitions.customField(id);
        return found.isEmpty()
                ? Reply.notFound()
                : Reply.json(200, DescribeWriter.bytes(out -> write(out, found.get(), version)));
    }

    private void write(JsonGenerator out, Found found, ApiVersion version) throws IOException {
        DefinedField field = annotations.field(found.table(), found.field());
        out.writeStartObject();
        out.writeObjectFieldStart("attributes");
        out.writeStringField("type", "CustomField");
        out.writeStringField("url", version.path() + "/tooling/sobjects/CustomField/" + field.id());
        out.writeEndObject();
        out.writeStringField("Id", field.id());
        out.writeStringField("TableEnumOrId", FieldDefinitions.customFieldsTable(field));
        out.writeStringField("DeveloperName", field.developerName());
        out.writeStringField("NamespacePrefix", field.namespace());
        out.writeStringField("ManageableState", field.manageableState());
        out.writeStringField("FullName", field.table() + "." + field.name());
        out.writeObjectFieldStart("Metadata");
        out.writeStringField("description", field.description());
        out.writeBooleanField("externalId", found.field().is("externalId"));
        out.writeStringField("formula", field.formula());
        out.writeStringField("inlineHelpText", (String) found.field().value("inlineHelpText"));
        out.writeStringField("label", field.label());
        summary(out, rollUps.of(found.table(), found.field()));
        out.writeStringField("type", DataTypes.metadata(found.field()));
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void summary(JsonGenerator out, Optional<RollUp> rollUp) throws IOException {
        if (rollUp.isEmpty()) {
            out.writeArrayFieldStart("summaryFilterItems");
            out.writeEndArray();
            out.writeNullField("summaryForeignKey");
            out.writeNullField("summaryOperation");
            out.writeNullField("summarizedField");
            return;
        }
        String of = rollUp.get().table() + ".";
        out.writeArrayFieldStart("summaryFilterItems");
        for (RollUp.Filter filter : rollUp.get().filters()) {
            out.writeStartObject();
            out.writeStringField("field", of + filter.field());
            out.writeStringField("operation", filter.operation());
            out.writeStringField("value", filter.value());
            out.writeNullField("valueField");
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("summaryForeignKey", of + rollUp.get().foreignKey());
        out.writeStringField("summaryOperation", rollUp.get().operation());
        out.writeStringField(
                "summarizedField",
                rollUp.get().field() == null ? null : of + rollUp.get().field());
    }
}
