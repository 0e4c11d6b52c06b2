package io.orgscribe.samplemodel;

/**
 * One value of a picklist as describe shows it.
 *
 * @param label may be null, as Salesforce sends it for some standard lists
 * @param validFor base64 bitmap of the controlling values under which it may be chosen, or null
 */
public record PicklistValue(String value, String label, boolean active, boolean defaultValue, String validFor) {

    PicklistValue(String value, String label) {
        this(value, label, true, false, null);
    }

    PicklistValue withValidFor(String bitmap) {
        return new PicklistValue(value, label, active, defaultValue, bitmap);
    }

    PicklistValue withLabel(String newLabel) {
        return new PicklistValue(value, newLabel, active, defaultValue, validFor);
    }
}
