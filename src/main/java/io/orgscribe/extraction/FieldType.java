package io.orgscribe.extraction;

import java.util.List;
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

    /** What a definition shows to people begins with it; the first that fits counts. */
    private static final List<Map.Entry<String, String>> DATA_TYPES = List.of(
            Map.entry("picklist (multi", "multipicklist"),
            Map.entry("picklist", "picklist"),
            Map.entry("long text", "text"),
            Map.entry("rich text", "text"),
            Map.entry("text area", "text"),
            Map.entry("text", "string"),
            Map.entry("name", "string"),
            Map.entry("auto number", "string"),
            Map.entry("lookup", "reference"),
            Map.entry("master-detail", "reference"),
            Map.entry("hierarchy", "reference"),
            Map.entry("external lookup", "reference"),
            Map.entry("indirect lookup", "reference"),
            Map.entry("checkbox", "boolean"),
            Map.entry("number", "decimal"),
            Map.entry("currency", "currency"),
            Map.entry("percent", "percent"),
            Map.entry("date/time", "datetime"),
            Map.entry("date", "date"),
            Map.entry("time", "time"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("fax", "phone"),
            Map.entry("url", "url"),
            Map.entry("geolocation", "location"),
            Map.entry("address", "address"));

    private FieldType() {}

    /** {@code unknown} for a type that is newer than this code, and for none. */
    static String of(String nativeType) {
        return nativeType == null ? "unknown" : TYPES.getOrDefault(nativeType.toLowerCase(Locale.ROOT), "unknown");
    }

    /**
     * The type of a field that no describe shows, from what its definition shows to people in English, such as
     * {@code Lookup(User,Group)} or {@code Formula (Text)}; {@code unknown} where that says nothing.
     */
    static String ofDataType(String dataType) {
        if (dataType == null) {
            return "unknown";
        }
        String shown = dataType.toLowerCase(Locale.ROOT).replaceFirst("^formula \\((.*)\\)$", "$1");
        return DATA_TYPES.stream()
                .filter(type -> shown.startsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("unknown");
    }
}
