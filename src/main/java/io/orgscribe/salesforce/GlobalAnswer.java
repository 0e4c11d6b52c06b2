package io.orgscribe.salesforce;

/**
 * What came of describeGlobal.
 *
 * @param modified false where Salesforce answered that the list is as it was; then no sObject was handed on
 * @param lastModified of the list, as sent; "" where Salesforce did not tell
 */
public record GlobalAnswer(boolean modified, String lastModified) {}
