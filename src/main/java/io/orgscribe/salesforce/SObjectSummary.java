package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One entry of describeGlobal, as far as it decides what to read.
 *
 * @param associateEntityType History, Feed, Share, ChangeEvent and the like for satellites; empty before v50
 * @param associateParentEntity the satellite's main sObject, or empty
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm">
 *     Describe Global</a>
 */
@RegisterForReflection
public record SObjectSummary(
        String name, boolean custom, boolean customSetting, String associateEntityType, String associateParentEntity) {

    /**
     * Reads describeGlobal, handing each sObject on as it is read. One that comes twice is handed on once: names are
     * compared without case, as Salesforce does.
     *
     * @param seen lower-case names that were handed on before; is given those that are handed on now
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there is no list of sObjects
     */
    static void readAll(JsonParser parser, Set<String> seen, Consumer<SObjectSummary> each) throws IOException {
        boolean listSeen = JsonValues.eachObject(parser, "sobjects", JsonRecords.of(SObjectSummary.class), summary -> {
            if (summary.name.isEmpty()) {
                throw JsonValues.unreadable("The list has an sObject without a name.");
            }
            if (seen.add(summary.name.toLowerCase(Locale.ROOT))) {
                each.accept(summary);
            }
        });
        if (!listSeen) {
            throw JsonValues.unreadable("The reply is no list of sObjects.");
        }
    }
}
