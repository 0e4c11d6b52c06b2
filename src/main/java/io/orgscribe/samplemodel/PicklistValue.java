package io.orgscribe.samplemodel;

/**
 * One value of a picklist as describe shows it. It is active: a describe leaves out those that are not.
 *
 * @param label may be null, as Salesforce sends it for some standard lists
 * @param validFor base64 bitmap of the controlling values under which it may be chosen, or null
 */
public record PicklistValue(String value, String label, boolean defaultValue, String validFor) {

    PicklistValue(String value, String label) {
        this(value, label, false, null);
    }

    PicklistValue withValidFor(String bitmap) {
        return new PicklistValue(value, label, defaultValue, bitmap);
    }

    PicklistValue withLabel(String newLabel) {
        return new PicklistValue(value, newLabel, defaultValue, validFor);
    }
}
