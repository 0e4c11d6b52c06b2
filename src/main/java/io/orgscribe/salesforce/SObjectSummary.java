package io.orgscribe.salesforce;

/**
 * One entry of describeGlobal, as far as it decides what to read.
 *
 * @param associateEntityType History, Feed, Share, ChangeEvent and the like for satellites; empty before v50
 * @param associateParentEntity the satellite's main sObject, or empty
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm">
 *     Describe Global</a>
 */
public record SObjectSummary(
        String name, boolean custom, boolean customSetting, String associateEntityType, String associateParentEntity) {}
