package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;

/**
 * One field of an sObject's describe. Texts are as sent; what is absent or null is null inside this record, an absent
 * or null boolean false, an absent or null number 0.
 *
 * @param defaultValue as JSON text (true, 5, "x"), or null
 * @param referenceTo API names, in the order sent; empty where it has none
 * @param relationshipOrder 0 or 1 on a master-detail field, else null
 * @param picklistValues in the order sent; empty where it has none
 * @param nativeValues every other member: name to JSON text, sorted by name, without null, false, 0, "", [] and {}
 */
public record Field(
        String name,
        String label,
        String type,
        int length,
        int precision,
        int scale,
        boolean nillable,
        boolean unique,
        boolean externalId,
        boolean custom,
        boolean calculated,
        String calculatedFormula,
        String defaultValue,
        String inlineHelpText,
        List<String> referenceTo,
        String relationshipName,
        Integer relationshipOrder,
        List<PicklistValue> picklistValues,
        Map<String, String> nativeValues) {

    /** One entry of a picklist; {@code validFor} is the base64 bitmap of controlling values, or null. */
    public record PicklistValue(String value, String label, boolean active, boolean defaultValue, String validFor) {}
}
