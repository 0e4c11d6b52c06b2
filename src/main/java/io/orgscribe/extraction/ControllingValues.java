package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orgscribe.salesforce.Field;

/**
 * The values of a controlling field, for the bitmaps of the picklists that depend on it: bit n, counted from the most
 * significant of the first byte, stands for the n-th value.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm#picklist">
 *     PicklistEntry, validFor</a>
 */
record ControllingValues(List<String> values) {

    /** Of a checkbox, as Salesforce counts them. */
    private static final ControllingValues CHECKBOX = new ControllingValues(List.of("false", "true"));

    /**
     * @param fields of the sObject, by name
     * @return empty where the field depends on none, or on one that the describing user does not see
     */
    static Optional<ControllingValues> of(Field dependent, Map<String, Field> fields) {
        // JSON text of an API name, which holds nothing that JSON would escape.
        return Optional.ofNullable(dependent.nativeValues().get("controllerName"))
                .map(name -> fields.get(name.replace("\"", "")))
                .map(controller -> "boolean".equals(controller.type())
                        ? CHECKBOX
                        : new ControllingValues(controller.picklistValues().stream()
                                .map(Field.PicklistValue::value)
                                .toList()));
    }

    /** @return the values under which the entry may be chosen; empty where the text is no bitmap */
    Optional<List<String>> decode(String bitmap) {
        byte[] bits;
        try {
            bits = Base64.getDecoder().decode(bitmap);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        List<String> valid = new ArrayList<>();
        for (int i = 0; i < values.size() && i / 8 < bits.length; i++) {
            if ((bits[i / 8] & 0x80 >> i % 8) != 0) {
                valid.add(values.get(i));
            }
        }
        return Optional.of(Collections.unmodifiableList(valid));
    }
}
