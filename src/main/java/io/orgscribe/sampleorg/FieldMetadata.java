package io.orgscribe.sampleorg;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DataTypes;
import io.orgscribe.samplemodel.DefinedField;
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
        return found.map(field -> Reply.json(200, written(field, version))).orElseGet(Reply::notFound);
    }

    private ObjectNode written(Found found, ApiVersion version) {
        DefinedField field = annotations.field(found.table(), found.field());
        ObjectNode body = Reply.object();
        body.putObject("attributes")
                .put("type", "CustomField")
                .put("url", version.path() + "/tooling/sobjects/CustomField/" + field.id());
        body.put("Id", field.id())
                .put("TableEnumOrId", FieldDefinitions.customFieldsTable(field))
                .put("DeveloperName", field.developerName())
                .put("NamespacePrefix", field.namespace())
                .put("ManageableState", field.manageableState())
                .put("FullName", field.table() + "." + field.name());
        ObjectNode metadata = body.putObject("Metadata")
                .put("description", field.description())
                .put("externalId", found.field().is("externalId"))
                .put("formula", field.formula())
                .put("inlineHelpText", (String) found.field().value("inlineHelpText"))
                .put("label", field.label());
        summary(metadata, rollUps.of(found.table(), found.field()));
        metadata.put("type", DataTypes.metadata(found.field()));
        return body;
    }

    private static void summary(ObjectNode metadata, Optional<RollUp> rollUp) {
        ArrayNode filters = metadata.putArray("summaryFilterItems");
        if (rollUp.isEmpty()) {
            metadata.putNull("summaryForeignKey").putNull("summaryOperation").putNull("summarizedField");
            return;
        }
        String of = rollUp.get().table() + ".";
        rollUp.get()
                .filters()
                .forEach(filter -> filters.addObject()
                        .put("field", of + filter.field())
                        .put("operation", filter.operation())
                        .put("value", filter.value())
                        .putNull("valueField"));
        String summarized = rollUp.get().field();
        metadata.put("summaryForeignKey", of + rollUp.get().foreignKey())
                .put("summaryOperation", rollUp.get().operation())
                .put("summarizedField", summarized == null ? null : of + summarized);
    }
}
