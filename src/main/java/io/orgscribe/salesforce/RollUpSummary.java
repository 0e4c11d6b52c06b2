package io.orgscribe.salesforce;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a roll-up summary field is computed. Texts are as sent, "" where there is none.
 *
 * @param table the sObject whose records are summed up
 * @param operation count, sum, min or max
 * @param field {@code Child__c.Amount__c}; "" for count
 * @param foreignKey {@code Child__c.Parent__c}, the field that leads to the sObject of the roll-up
 * @param filter all of which a record meets that is summed up
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm">CustomField of
 *     the Metadata API</a>
 */
public record RollUpSummary(String table, String operation, String field, String foreignKey, List<Filter> filter) {

    /**
     * One condition.
     *
     * @param value what {@code field} is compared with, or "" where that is {@code valueField}
     */
    @RegisterForReflection
    public record Filter(String field, String operation, String value, String valueField) {}
}
