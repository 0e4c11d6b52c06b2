package io.orgscribe.extraction;

import java.util.Locale;
import java.util.Map;

/**
 * Salesforce's field types in the catalog's words.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm">
 *     Field Types</a>
 */
final class FieldType {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("combobox", "string"),
            Map.entry("encryptedstring", "string"),
            Map.entry("datacategorygroupreference", "string"),
            Map.entry("textarea", "text"),
            Map.entry("boolean", "boolean"),
            Map.entry("int", "integer"),
            Map.entry("integer", "integer"),
            Map.entry("long", "long"),
            Map.entry("double", "decimal"),
            Map.entry("currency", "currency"),
            Map.entry("percent", "percent"),
            Map.entry("date", "date"),
            Map.entry("datetime", "datetime"),
            Map.entry("time", "time"),
            Map.entry("id", "id"),
            Map.entry("reference", "reference"),
            Map.entry("picklist", "picklist"),
            Map.entry("multipicklist", "multipicklist"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("url", "url"),
            Map.entry("base64", "binary"),
            Map.entry("location", "location"),
            Map.entry("address", "address"),
            Map.entry("complexvalue", "json"),
            Map.entry("json", "json"),
            Map.entry("anytype", "any"));

    private FieldType() {}

    /** {@code unknown} for a type that is newer than this code, and for none. */
    static String of(String nativeType) {
        return nativeType == null ? "unknown" : TYPES.getOrDefault(nativeType.toLowerCase(Locale.ROOT), "unknown");
    }
}
